import type { ServerResponse } from 'node:http';
import { CohereServer, reply, sendJson } from './support/cohere.server.js';
import { type Caller, ClinicHarness, physiotherapy } from './support/clinic.harness.js';

const [maya] = physiotherapy.clients;

describe('the agent, written by Cohere', () => {
  let server: CohereServer;
  let clinic: ClinicHarness;
  let practitioner: Caller;
  let assistant: Caller;

  beforeAll(async () => {
    server = await CohereServer.start();
    const { baseUrl } = server;
    clinic = await ClinicHarness.start({
      cohere: { apiKey: 'test-key', model: 'command-a-03-2025', baseUrl, timeoutMs: 1_000 },
    });
    practitioner = await clinic.as('practitioner');
    assistant = await clinic.as('assistant');
  }, 60_000);
  beforeEach(() => {
    server.chats = [];
  });
  afterAll(async () => {
    await clinic.stop();
    await server.stop();
  });

  const question = { question: 'How many degrees of flexion?', clientId: maya!.id };

  it('gives the model the notes and tells which of them its answer leans on', async () => {
    server.chat = (response, { documents }) => {
      const cited = documents.find(({ data }) => data.text?.includes('Flexion 138 degrees'));
      const source = { type: 'document', id: cited?.id, document: cited?.data };
      const unknown = { type: 'document', id: 'made-up', document: {} };
      const citations = [{ start: 0, end: 3, text: '138', sources: [source, unknown], type: 'TEXT_CONTENT' }];
      sendJson(response, 200, reply('138 degrees on 2026-05-04.', citations));
    };
    const history = [{ role: 'user', content: 'Hello' }];
    const { body } = await practitioner.post('/agent/query', { ...question, history }).expect(200);
    expect(body).toMatchObject({
      answer: '138 degrees on 2026-05-04.',
      found: true,
      model: 'cohere/command-a-03-2025/prompt-2',
      citations: [{ clientId: maya!.id, sessionDate: '2026-05-04', field: 'objective' }],
    });
    expect(body.citations).toHaveLength(1);
    expect(body.citations[0].excerpt).toContain('Flexion 138 degrees');
    const [call] = server.chats;
    expect(call).toMatchObject({ path: '/v2/chat', authorization: 'Bearer test-key' });
    expect(call!.body.model).toBe('command-a-03-2025');
    expect(call!.body.messages.map(({ role }) => role)).toEqual(['system', 'user', 'user']);
    expect(call!.body.messages.at(-1)?.content).toBe(question.question);
    expect(new Set(call!.body.documents.map(({ data }) => data.client))).toEqual(new Set([maya!.name]));
  });

  it("never sends an assessment for an assistant's question", async () => {
    server.chat = (response) => sendJson(response, 200, reply('138.'));
    await assistant.post('/agent/query', question).expect(200);
    const fields = new Set(server.chats[0]!.body.documents.map(({ data }) => data.field));
    expect(fields).toEqual(new Set(['subjective', 'objective', 'plan']));
  });

  it('asks nobody when the notes hold nothing', async () => {
    const { body } = await practitioner.post('/agent/query', { question: 'penguin?' }).expect(200);
    expect(body).toMatchObject({ found: false, citations: [] });
    expect(server.chats).toEqual([]);
  });

  it.each<[string, number, (response: ServerResponse) => void]>([
    ['an internal error', 503, (response) => sendJson(response, 500, { message: 'flexion' })],
    ['too many requests', 503, (response) => sendJson(response, 429, { message: 'flexion' })],
    ['a refused request', 502, (response) => sendJson(response, 400, { message: 'flexion' })],
    ['a refused key', 502, (response) => sendJson(response, 401, { message: 'flexion' })],
    ['a cut connection', 503, (response) => response.destroy()],
    ['an answer cut short', 502, (response) => sendJson(response, 200, reply('138', [], 'MAX_TOKENS'))],
    ['an empty answer', 502, (response) => sendJson(response, 200, reply(''))],
    ['no answer in time', 503, () => undefined],
  ])('answers %s with %d, once, and without content', async (_name, status, behaviour) => {
    server.chat = behaviour;
    const response = await practitioner.post('/agent/query', question).expect(status);
    expect(server.chats).toHaveLength(1);
    expect(response.text).not.toMatch(/flexion|Maya|138/i);
    expect(response.body.message).toMatch(/^Cohere /);
  });
});
