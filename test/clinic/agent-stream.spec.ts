import { startRedis } from '../support/redis/index.js';
import { type Caller, ClinicHarness, NOTE, physiotherapy } from './support/clinic.harness.js';
import { EventStream, textOf } from './support/event-stream.js';
import { ScriptedWriter } from './support/scripted.writer.js';

const [maya, tomasz] = physiotherapy.clients;

/** Streams of a running clinic, over real connections. */
async function streamsOf(clinic: ClinicHarness) {
  await clinic.app.listen(0, '127.0.0.1');
  const base = `${await clinic.app.getUrl()}/agent/stream`;
  const tokens = { practitioner: await clinic.token(), assistant: await clinic.token('assistant') };
  const headers = (role: keyof typeof tokens) => ({ authorization: `Bearer ${tokens[role]}` });
  return {
    get: (query: Record<string, string>, role: keyof typeof tokens = 'practitioner') =>
      EventStream.open(`${base}?${String(new URLSearchParams(query))}`, { headers: headers(role) }),
    post: (body: object, role: keyof typeof tokens = 'practitioner') =>
      EventStream.open(base, {
        method: 'POST',
        headers: { ...headers(role), 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
  };
}
type Streams = Awaited<ReturnType<typeof streamsOf>>;

describe('the streamed answer', () => {
  let clinic: ClinicHarness;
  let practitioner: Caller;
  let streams: Streams;
  beforeAll(async () => {
    clinic = await ClinicHarness.start();
    practitioner = await clinic.as('practitioner');
    streams = await streamsOf(clinic);
  }, 60_000);
  afterAll(() => clinic.stop());

  const question = { question: 'How many degrees of flexion?', clientId: maya!.id };

  it.each(['get', 'post'] as const)(
    'is that of the query, piece by piece, and replayed (%s)',
    async (method) => {
      const { body } = await practitioner.post('/agent/query', question).expect(200);
      const first = await streams[method](question);
      expect(first.response.status).toBe(200);
      expect(first.header('content-type')).toContain('text/event-stream');
      expect(first.header('cache-status')).toContain('fwd=miss');
      const events = await first.rest();
      expect(textOf(events)).toBe(body.answer);
      expect(events.filter(({ type }) => type === 'text').length).toBeGreaterThan(1);
      expect(events.slice(-2)).toEqual([
        { type: 'citations', data: { citations: body.citations } },
        { type: 'done', data: { found: true, model: body.model } },
      ]);

      const again = await streams[method]({ ...question, clientId: maya!.id.toUpperCase() });
      expect(again.header('cache-status')).toMatch(/; ?hit/);
      expect(again.header('server-timing')).toMatch(/^query_result;desc="hit";dur=[\d.]+$/);
      expect(await again.rest()).toEqual(events);
    },
  );

  it('says that nothing was found', async () => {
    const stream = await streams.get({ question: 'penguin?' });
    const events = await stream.rest();
    expect(textOf(events)).toBe('Nothing was found in the notes about this.');
    expect(events.at(-1)).toMatchObject({ type: 'done', data: { found: false } });
  });

  it('does not show assistants an assessment, replayed or not', async () => {
    await practitioner.post(`/clients/${tomasz!.id}/sessions`, NOTE).expect(201);
    const asked = { question: 'kinesiophobia' };
    expect(textOf(await (await streams.get(asked)).rest())).toContain('assessment');
    expect(textOf(await (await streams.get(asked, 'assistant')).rest())).not.toContain('assessment');
  });

  it('belongs to the client that the handler reads, not to one named elsewhere in the request', async () => {
    const token = await clinic.token();
    const url = `${await clinic.app.getUrl()}/agent/stream?clientId=${tomasz!.id}`;
    const ask = () =>
      EventStream.open(url, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ question: 'saxophone', clientId: maya!.id }),
      });
    const note = { ...NOTE, subjective: 'Plays the saxophone.' };
    const { body } = await practitioner.post(`/clients/${maya!.id}/sessions`, note).expect(201);
    await (await ask()).rest();
    const replayed = await ask();
    expect(replayed.header('cache-status')).toMatch(/; ?hit/);
    await replayed.rest();
    await practitioner
      .patch(`/sessions/${String(body.id)}`, { subjective: 'Sold the saxophone.' })
      .expect(200);
    expect(textOf(await (await ask()).rest())).toContain('Sold the saxophone.');
  });
});

describe('a stream under way', () => {
  let clinic: ClinicHarness;
  let practitioner: Caller;
  let streams: Streams;
  let writer: ScriptedWriter;
  beforeAll(async () => {
    writer = new ScriptedWriter();
    clinic = await ClinicHarness.start({}, undefined, writer);
    practitioner = await clinic.as('practitioner');
    streams = await streamsOf(clinic);
  }, 60_000);
  beforeEach(() => {
    writer.streams = 0;
  });
  afterAll(() => clinic.stop());

  it('is joined from its first event, and kept though its first reader leaves', async () => {
    const question = { question: 'quadriceps', clientId: maya!.id };
    const open = writer.hold();
    const first = await streams.get(question);
    expect(await first.next()).toEqual({ type: 'text', data: { text: 'The notes say: ' } });
    const second = await streams.get(question);
    expect(second.header('cache-status')).toContain('collapsed');
    expect(second.header('server-timing')).toContain('query_result;desc="joined"');
    await first.leave();
    open();
    const events = await second.rest();
    expect(textOf(events)).toMatch(/^The notes say: .*[Qq]uadriceps/);
    expect(events.at(-1)?.type).toBe('done');
    const third = await streams.get(question);
    expect(third.header('cache-status')).toMatch(/; ?hit/);
    expect(await third.rest()).toEqual(events);
    expect(writer.streams).toBe(1);
  });

  it('reaches its readers when a note changes meanwhile, and nobody after them', async () => {
    const note = { ...NOTE, subjective: 'Plays the bassoon.' };
    const { body } = await practitioner.post(`/clients/${maya!.id}/sessions`, note).expect(201);
    const question = { question: 'bassoon', clientId: maya!.id };
    const open = writer.hold();
    const early = await streams.get(question);
    await early.next();
    const changed = await practitioner.patch(`/sessions/${String(body.id)}`, {
      subjective: 'Sold the bassoon.',
    });
    expect(changed.headers['x-cache-invalidation']).toBe('acknowledged');
    const late = await streams.get(question);
    expect(late.header('cache-status')).not.toMatch(/hit|collapsed/);
    open();
    const seen = await early.rest();
    expect(textOf(seen)).toContain('Plays the bassoon.');
    expect(seen.at(-1)?.type).toBe('done');
    expect(textOf(await late.rest())).toContain('Sold the bassoon.');
    const after = await streams.get(question);
    expect(after.header('cache-status')).toMatch(/; ?hit/);
    expect(textOf(await after.rest())).toContain('Sold the bassoon.');
    expect(writer.streams).toBe(2);
  });
});

describe('streams on Redis', () => {
  it('say in status and headers what was done, though the store takes its time', async () => {
    const redis = await startRedis();
    const clinic = await ClinicHarness.start({ cache: { redis: { url: redis.url } } });
    try {
      const streams = await streamsOf(clinic);
      const question = { question: 'How many degrees of flexion?', clientId: maya!.id };
      const first = await streams.get(question);
      expect(first.header('cache-status')).toContain('fwd=miss');
      expect(first.header('server-timing')).toMatch(/query_result;desc="miss".*retrieval;desc="miss"/);
      const events = await first.rest();
      const second = await streams.post(question);
      await second.rest();
      const again = await streams.get(question);
      expect(again.header('cache-status')).toMatch(/; ?hit/);
      expect(await again.rest()).toEqual(events);
      expect((await streams.get({ question: '' })).response.status).toBe(400);
    } finally {
      await clinic.stop();
      await redis.stop();
    }
  }, 60_000);
});
