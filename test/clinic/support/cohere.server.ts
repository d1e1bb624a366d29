import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LexicalEmbeddingProvider } from '../../../src/index.js';

export interface ChatRequest {
  readonly model: string;
  readonly stream?: boolean;
  readonly messages: readonly { role: string; content: string }[];
  readonly documents: readonly { id: string; data: Record<string, string> }[];
}

interface EmbedRequest {
  readonly texts: readonly string[];
  readonly input_type: string;
  readonly output_dimension: number;
}

/** Answers like Cohere's API: chats as the test says, embeddings by words in common. */
export class CohereServer {
  chats: { path: string; authorization: string; body: ChatRequest }[] = [];
  embeds: EmbedRequest[] = [];
  chat: (response: ServerResponse, request: ChatRequest) => void = () => undefined;
  embeddings: 'up' | 'down' = 'up';

  private constructor(private readonly server: Server) {}

  static async start(): Promise<CohereServer> {
    const server = createServer((request, response) => void started.answer(request, response));
    const started = new CohereServer(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return started;
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as ChatRequest & EmbedRequest;
    const path = request.url ?? '';
    if (path !== '/v2/embed') {
      this.chats.push({ path, authorization: request.headers.authorization ?? '', body });
      this.chat(response, body);
      return;
    }
    this.embeds.push(body);
    if (this.embeddings === 'down') {
      sendJson(response, 400, { message: body.texts.join(' ') });
      return;
    }
    const provider = new LexicalEmbeddingProvider({ dimensions: body.output_dimension });
    const { vectors } = await provider.embed(body.texts);
    sendJson(response, 200, {
      id: 'e1',
      embeddings: { float: vectors.map((vector) => [...vector]) },
      texts: body.texts,
      meta: { billed_units: { input_tokens: 10 } },
    });
  }
}

export function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const usage = { billed_units: { input_tokens: 1_000, output_tokens: 100 } };

/** A whole reply. */
export const reply = (text: string, citations: object[] = [], finish_reason = 'COMPLETE') => ({
  id: 'c1',
  finish_reason,
  message: { role: 'assistant', content: text === '' ? [] : [{ type: 'text', text }], citations },
  usage,
});

/** A reply in pieces: begins at once, goes on as the test says. */
export class StreamedReply {
  constructor(private readonly response: ServerResponse) {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    this.send({ type: 'message-start', id: 'c1', delta: { message: { role: 'assistant', content: [] } } });
  }

  say(text: string): this {
    return this.send({ type: 'content-delta', index: 0, delta: { message: { content: { text } } } });
  }

  cite(id: string | undefined): this {
    const sources = [{ type: 'document', id, document: {} }];
    const citations = { start: 0, end: 3, text: '138', sources, type: 'TEXT_CONTENT' };
    return this.send({ type: 'citation-start', index: 0, delta: { message: { citations } } });
  }

  end(finish_reason = 'COMPLETE'): void {
    this.send({ type: 'message-end', id: 'c1', delta: { finish_reason, usage } });
    this.response.end('data: [DONE]\n\n');
  }

  /** The connection ends in an orderly way, the reply does not. */
  stop(): void {
    this.response.end();
  }

  cut(): void {
    this.response.destroy();
  }

  private send(event: { readonly type: string } & Record<string, unknown>): this {
    this.response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
    return this;
  }
}
