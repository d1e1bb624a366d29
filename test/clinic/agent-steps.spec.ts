import { Logger } from '@nestjs/common';
import { type Caller, ClinicHarness, NOTE, physiotherapy, psychotherapy } from './support/clinic.harness.js';

const [maya, tomasz] = physiotherapy.clients;

/** `{ intent: 'hit', retrieval: 'miss' }` from a Server-Timing header. */
function stepsOf(header: string | undefined): Record<string, string> {
  const entries = [...(header ?? '').matchAll(/(\w+);desc="([^"]*)";dur=[\d.]+/g)];
  return Object.fromEntries(entries.map(([, layer = '', source = '']) => [layer, source]));
}

describe('the steps of an answer', () => {
  let clinic: ClinicHarness;
  let practitioner: Caller;
  beforeAll(async () => {
    clinic = await ClinicHarness.start();
    practitioner = await clinic.as('practitioner');
  }, 60_000);
  afterAll(() => clinic.stop());

  const ask = async (body: object, caller = practitioner) => {
    const { headers, body: answer } = await caller.post('/agent/query', body).expect(200);
    return { answer: String(answer.answer), steps: stepsOf(headers['server-timing']) };
  };
  const change = async (clientId: string, note: object): Promise<void> => {
    await practitioner.post(`/clients/${clientId}/sessions`, { ...NOTE, ...note }).expect(201);
  };

  it('are saved one by one: after a change of the notes only what depends on them is done again', async () => {
    const question = { question: 'Quadriceps strength?', clientId: maya!.id };
    const other = { question: 'External rotation range?', clientId: tomasz!.id };
    const first = await ask(question);
    expect(first.steps).toMatchObject({ query_result: 'miss', intent: 'miss', retrieval: 'miss' });
    expect(first.steps['embedding']).toMatch(/^\d+ misses$/);
    expect((await ask(question)).steps).toEqual({ query_result: 'hit' });
    await ask(other);

    await change(maya!.id, { objective: 'Quadriceps strength 99 percent.' });
    const after = await ask(question);
    expect(after.answer).toContain('99 percent');
    expect(after.steps).toMatchObject({ query_result: 'miss', intent: 'hit', retrieval: 'miss' });
    expect(after.steps['embedding']).toMatch(/^\d+ hits 1 miss$/);
    expect((await ask(other)).steps).toEqual({ query_result: 'hit' });
  });

  it('are shared by questions that differ only in their conversation', async () => {
    const question = { question: 'Is the flexion painful?', clientId: maya!.id };
    await ask(question);
    const history = [{ role: 'assistant', content: 'Anything else?' }];
    const { steps } = await ask({ ...question, history });
    expect(steps).toMatchObject({ query_result: 'miss', intent: 'hit', retrieval: 'hit' });
    expect(steps['embedding']).toMatch(/^\d+ hits$/);
  });

  it('are not shared by roles where they must not be, nor by workspaces', async () => {
    const question = { question: 'frozen shoulder' };
    await ask(question);
    const assistant = await ask(question, await clinic.as('assistant'));
    expect(assistant.steps).toMatchObject({ query_result: 'miss', intent: 'hit', retrieval: 'miss' });
    const foreigner = await ask(question, await clinic.as('practitioner', psychotherapy.id));
    expect(foreigner.steps).toMatchObject({ query_result: 'miss', intent: 'miss', retrieval: 'miss' });
  });

  it('make a difference: the kind of a question decides how much is told and from when', async () => {
    for (const day of ['01', '02', '03', '04', '05', '06']) {
      await change(tomasz!.id, { sessionDate: `2026-08-${day}`, objective: `Ukulele grade ${day}.` });
    }
    const lines = async (question: string) =>
      (await ask({ question, clientId: tomasz!.id })).answer.split('\n- ').slice(1);
    expect(await lines('Ukulele grade?')).toHaveLength(4);
    const listed = await lines('List the ukulele grades');
    expect(listed).toHaveLength(6);
    expect(listed[0]).toContain('2026-08-06');
    const latest = await lines('The last ukulele grade?');
    expect(latest.map((line) => line.slice(0, 10))).toEqual(['2026-08-06', '2026-08-05', '2026-08-04']);
  });

  it('are done again for questions that name clients when there is a new one to name', async () => {
    const question = { question: 'How is Tomasz?' };
    const about = async () => {
      const { body } = await practitioner.post('/agent/query', question).expect(200);
      return (body.citations as { clientId: string }[]).map(({ clientId }) => clientId);
    };
    expect(new Set(await about())).toEqual(new Set([tomasz!.id]));
    expect((await ask(question)).steps).toEqual({ query_result: 'hit' });
    const created = await practitioner.post('/clients', { name: 'Tomasz How' }).expect(201);
    expect(created.headers['x-cache-invalidation']).toBe('acknowledged');
    expect((await ask(question)).steps).toMatchObject({ query_result: 'miss' });
  });

  it('go into the log by their names, one line a question, without content', async () => {
    const log = jest.spyOn(Logger.prototype, 'log').mockImplementation(() => undefined);
    try {
      const question = { question: 'Does the didgeridoo hurt?', clientId: maya!.id };
      const asked = await ask(question);
      await ask(question);
      const lines = log.mock.calls
        .map(([line]) => String(line))
        .filter((line) => line.startsWith('{"question"'));
      expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
        { question: asked.steps },
        { question: { query_result: 'hit' } },
      ]);
    } finally {
      log.mockRestore();
    }
  });
});
