import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as the server got it. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readonly<Record<string, unknown>>;
  /** Resolves when the client has closed the connection before it was answered. */
  readonly left: Promise<void>;
}

/** Answers a request in one way; it may also leave it open or cut the connection. */
export type Answer = (request: Received, response: ServerResponse) => void;

export interface Loopback {
  readonly url: string;
  /** Every request, in order of arrival. */
  readonly received: Received[];
  /** The answers to the next requests, one each; after them every request is answered as usual. */
  next(...answers: Answer[]): void;
  close(): Promise<void>;
}

/** A server on this machine that speaks a vendor's protocol; `usual` is how it answers when all is well. */
export async function startLoopback(usual: Answer): Promise<Loopback> {
  const received: Received[] = [];
  const scripted: Answer[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const left = new Promise<void>((resolve) => {
        response.on('close', () => {
          if (!response.writableFinished) resolve();
        });
      });
      const one: Received = {
        path: `${String(request.method)} ${String(request.url)}`,
        headers: request.headers,
        body: JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>,
        left,
      };
      received.push(one);
      (scripted.shift() ?? usual)(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    received,
    next: (...answers) => void scripted.push(...answers),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** An answer of JSON. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
}

/** What a proxy says in the server's place. */
export const page: Answer = (_, response) => {
  response.writeHead(200, { 'content-type': 'text/html' });
  response.end('<html>Jane Doe, please log in</html>');
};

/** No answer, the connection stays. */
export const silence: Answer = () => undefined;

/** The connection breaks before the answer. */
export const cut: Answer = (_, response) => void response.socket?.destroy();

/** The connection breaks in the middle of the answer. */
export const cutInside: Answer = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100000' });
  response.write('{"id":"1","embeddings":{"float":[[0.1,');
  setImmediate(() => response.socket?.destroy());
};

/** A vector that a test can tell from every other text's; its members are numbers that half precision has. */
export function vectorOf(text: string, dimensions: number): number[] {
  let state = 7;
  for (const unit of text) state = (state * 31 + (unit.codePointAt(0) as number)) % 1009;
  return Array.from({ length: dimensions }, (_, i) => (((state + i * 37) % 64) - 32) / 64);
}

/** Cohere's `POST /v2/embed`. */
export const cohere =
  (dimensions: number): Answer =>
  (request, response) => {
    const texts = request.body['texts'] as string[];
    json(200, {
      id: 'da6e531f-54c5-4a73-bf92-f60566d8d753',
      response_type: 'embeddings_by_type',
      embeddings: { float: texts.map((text) => vectorOf(text, dimensions)) },
      texts,
      meta: { api_version: { version: '2' }, billed_units: { input_tokens: texts.length * 5 } },
    })(request, response);
  };

/** `POST /embeddings` as OpenAI and Voyage answer it; out of order, which both allow. */
export const indexed =
  (dimensions: number): Answer =>
  (request, response) => {
    const texts = request.body['input'] as string[];
    const data = texts.map((text, index) => ({
      object: 'embedding',
      index,
      embedding: vectorOf(text, dimensions),
    }));
    json(200, {
      object: 'list',
      data: data.reverse(),
      model: request.body['model'],
      usage: { prompt_tokens: texts.length * 3, total_tokens: texts.length * 3 },
    })(request, response);
  };
