import { EventEmitter2 } from '@nestjs/event-emitter';
import { type Caller, ClinicHarness, NOTE, physiotherapy, psychotherapy } from './support/clinic.harness.js';

const [maya, tomasz] = physiotherapy.clients;

describe.each([
  { mode: 'told of changes by events', strict: false },
  { mode: 'in strict mode', strict: true },
])('the agent behind the cache, $mode', ({ strict }) => {
  let clinic: ClinicHarness;
  let practitioner: Caller;
  let assistant: Caller;

  beforeAll(async () => {
    clinic = await ClinicHarness.start({ strict });
    practitioner = await clinic.as('practitioner');
    assistant = await clinic.as('assistant');
  }, 60_000);
  afterAll(() => clinic.stop());

  const ask = async (caller: Caller, body: object) => {
    const response = await caller.post('/agent/query', body).expect(200);
    return {
      answer: String(response.body.answer),
      hit: /; ?hit/.test(response.headers['cache-status'] ?? ''),
    };
  };
  const write = async (subjective: string) => {
    const { body } = await practitioner
      .post(`/clients/${maya!.id}/sessions`, { ...NOTE, subjective })
      .expect(201);
    return `/sessions/${String(body.id)}`;
  };

  it('answers the second time from the cache, whatever the spelling of the client', async () => {
    const question = { question: 'Quadriceps strength?', clientId: maya!.id };
    const first = await ask(practitioner, question);
    expect(first.hit).toBe(false);
    expect(await ask(practitioner, question)).toEqual({ ...first, hit: true });
    expect(await ask(practitioner, { ...question, clientId: maya!.id.toUpperCase() })).toEqual({
      ...first,
      hit: true,
    });
  });

  it.each([
    ['a changed text', { subjective: 'Plays the oboe daily.' }, 'Plays the oboe daily.'],
    ['a changed date', { sessionDate: '2026-06-28' }, '2026-06-28'],
  ])('never answers with %s as it was before', async (_name, change, expected) => {
    const path = await write('Plays the oboe.');
    for (const question of [{ question: 'oboe', clientId: maya!.id }, { question: 'oboe' }]) {
      await ask(practitioner, question);
      expect((await ask(practitioner, question)).hit).toBe(true);
    }
    const changed = await practitioner.patch(path, change).expect(200);
    expect(changed.headers['x-cache-invalidation']).toBe('acknowledged');
    for (const question of [{ question: 'oboe', clientId: maya!.id.toUpperCase() }, { question: 'oboe' }]) {
      const { hit, answer } = await ask(practitioner, question);
      expect(hit).toBe(false);
      expect(answer).toContain(expected);
    }
    await practitioner.delete(path).expect(204);
    expect((await ask(practitioner, { question: 'oboe' })).answer).not.toContain('oboe');
  });

  it('forgets the answers of both clients when a note moves', async () => {
    const path = await write('Plays the harp.');
    const questions = [maya!, tomasz!].map(({ id }) => ({ question: 'harp', clientId: id }));
    for (const question of questions) await ask(practitioner, question);
    await practitioner.patch(path, { clientId: tomasz!.id }).expect(200);
    const [before, after] = [await ask(practitioner, questions[0]!), await ask(practitioner, questions[1]!)];
    expect([before.hit, after.hit]).toEqual([false, false]);
    expect(before.answer).not.toContain('harp');
    expect(after.answer).toContain('harp');
    await practitioner.delete(path).expect(204);
  });

  it('keeps the answers of other clients', async () => {
    const other = { question: 'external rotation', clientId: tomasz!.id };
    await ask(practitioner, other);
    await practitioner.delete(await write('Plays the drum.')).expect(204);
    expect((await ask(practitioner, other)).hit).toBe(true);
  });

  it('keeps no answer under a client that the question does not name', async () => {
    const path = await write('Plays the lute.');
    const aside = async () => {
      const response = await practitioner
        .post(`/agent/query?clientId=${tomasz!.id}`, { question: 'lute' })
        .expect(200);
      return String(response.body.answer);
    };
    expect(await aside()).toContain('Plays the lute.');
    await practitioner.patch(path, { subjective: 'Plays the lute no more.' }).expect(200);
    expect(await aside()).toContain('no more');
    await practitioner.delete(path).expect(204);
  });

  it('shares no answer between roles, workspaces and histories', async () => {
    const question = { question: 'frozen shoulder' };
    const seen = await ask(practitioner, question);
    expect(seen.answer).toContain('assessment');
    const unseen = await ask(assistant, question);
    expect(unseen.hit).toBe(false);
    expect(unseen.answer).not.toContain('assessment');
    const foreigner = await clinic.as('practitioner', psychotherapy.id);
    expect((await ask(foreigner, question)).hit).toBe(false);
    const history = [{ role: 'user', content: 'Is it the left side?' }];
    expect((await ask(practitioner, { ...question, history })).hit).toBe(false);
  });

  it('checks the caller and the body before it answers from the cache', async () => {
    const question = { question: 'Quadriceps girth?', clientId: maya!.id };
    await ask(practitioner, question);
    const foreigner = await clinic.as('practitioner', psychotherapy.id);
    await foreigner.post('/agent/query', question).expect(404);
    await practitioner.post('/agent/query', { ...question, extra: 1 }).expect(400);
    await practitioner.post('/agent/query', { ...question, history: 'none' }).expect(400);
  });

  it('keeps the event of a write whose listeners are already gone', async () => {
    const emitter = clinic.get(EventEmitter2);
    const listeners = emitter.listeners('session.created');
    emitter.removeAllListeners('session.created');
    const response = await practitioner.post(`/clients/${maya!.id}/sessions`, NOTE).expect(201);
    expect(response.headers['x-cache-invalidation']).toBe('pending');
    for (const listener of listeners)
      emitter.on('session.created', listener as (...values: unknown[]) => void);
    const again = await practitioner.delete(`/sessions/${String(response.body.id)}`).expect(204);
    expect(again.headers['x-cache-invalidation']).toBe('acknowledged');
  });
});
