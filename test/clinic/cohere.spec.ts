import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Caller, ClinicHarness, physiotherapy } from './support/clinic.harness.js';

const [maya] = physiotherapy.clients;

interface ChatRequest {
  readonly model: string;
  readonly messages: readonly { role: string; content: string }[];
  readonly documents: readonly { id: string; data: Record<string, string> }[];
}

const reply = (text: string, citations: object[] = [], finish_reason = 'COMPLETE') => ({
  id: 'c1',
  finish_reason,
  message: { role: 'assistant', content: text === '' ? [] : [{ type: 'text', text }], citations },
  usage: { tokens: { input_tokens: 1, output_tokens: 1 } },
});

describe('the agent, written by Cohere', () => {
  let server: Server;
  let clinic: ClinicHarness;
  let practitioner: Caller;
  let assistant: Caller;
  let received: { path: string; authorization: string; body: ChatRequest }[];
  let respond: (response: ServerResponse, request: ChatRequest) => void;

  beforeAll(async () => {
    server = createServer((request, response) => {
      void readJson(request).then((body) => {
        received.push({ path: request.url ?? '', authorization: request.headers.authorization ?? '', body });
        respond(response, body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const baseUrl = `http://127.0.0.1:${port}`;
    clinic = await ClinicHarness.start({
      cohere: { apiKey: 'test-key', model: 'command-a-03-2025', baseUrl, timeoutMs: 1_000 },
    });
    practitioner = await clinic.as('practitioner');
    assistant = await clinic.as('assistant');
  }, 60_000);
  beforeEach(() => {
    received = [];
  });
  afterAll(async () => {
    await clinic.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const question = { question: 'How many degrees of flexion?', clientId: maya!.id };

  it('gives the model the notes and tells which of them its answer leans on', async () => {
    respond = (response, { documents }) => {
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
    const [call] = received;
    expect(call).toMatchObject({ path: '/v2/chat', authorization: 'Bearer test-key' });
    expect(call!.body.model).toBe('command-a-03-2025');
    expect(call!.body.messages.map(({ role }) => role)).toEqual(['system', 'user', 'user']);
    expect(call!.body.messages.at(-1)?.content).toBe(question.question);
    expect(new Set(call!.body.documents.map(({ data }) => data.client))).toEqual(new Set([maya!.name]));
  });

  it("never sends an assessment for an assistant's question", async () => {
    respond = (response) => sendJson(response, 200, reply('138.'));
    await assistant.post('/agent/query', question).expect(200);
    const fields = new Set(received[0]!.body.documents.map(({ data }) => data.field));
    expect(fields).toEqual(new Set(['subjective', 'objective', 'plan']));
  });

  it('asks nobody when the notes hold nothing', async () => {
    const { body } = await practitioner.post('/agent/query', { question: 'penguin?' }).expect(200);
    expect(body).toMatchObject({ found: false, citations: [] });
    expect(received).toEqual([]);
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
    respond = behaviour;
    const response = await practitioner.post('/agent/query', question).expect(status);
    expect(received).toHaveLength(1);
    expect(response.text).not.toMatch(/flexion|Maya|138/i);
    expect(response.body.message).toMatch(/^Cohere /);
  });
});

async function readJson(request: IncomingMessage): Promise<ChatRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as ChatRequest;
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
