import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server says to one request. */
export type Behaviour =
  | { readonly kind: 'reply'; readonly text?: string; readonly finish?: Finish; readonly tool?: ToolUse }
  | { readonly kind: 'status'; readonly status: number }
  /** Never answers. */
  | { readonly kind: 'silent' }
  /** Streams begin and then say nothing more. */
  | { readonly kind: 'stall' }
  /** Streams break off after their first words. */
  | { readonly kind: 'cut' }
  /** Streams end in good order, without a finish. */
  | { readonly kind: 'unfinished' };

export type Finish = 'stop' | 'length' | 'filter';

export interface ToolUse {
  readonly name: string;
  readonly input: object;
}

export interface Seen {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown>;
}

/** How one vendor's protocol puts a behaviour. */
export interface Protocol {
  readonly path: string;
  whole(behaviour: Extract<Behaviour, { kind: 'reply' }>): unknown;
  /** Frames of the event stream, each as it goes over the wire. */
  opening(words: string): string[];
  ending(behaviour: Extract<Behaviour, { kind: 'reply' }>): string[];
}

/** A model server on the loopback that speaks a vendor's protocol and does as it is told. */
export class LLMServer {
  readonly requests: Seen[] = [];
  /** For the next requests, in order; then `usual`. */
  readonly next: Behaviour[] = [];
  usual: Behaviour = { kind: 'reply' };
  /** While set, streams wait for it after their first words. */
  gate: Promise<void> | undefined;
  private readonly server: Server;
  private readonly open = new Set<ServerResponse>();
  /** Responses whose client went away before their end. */
  abandoned = 0;

  constructor(private readonly protocol: Protocol) {
    this.server = createServer((request, response) => void this.answer(request, response));
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>;
    this.requests.push({ path: request.url ?? '', headers: request.headers, body });
    this.open.add(response);
    response.on('close', () => {
      if (!response.writableEnded) this.abandoned++;
    });
    const behaviour = this.next.shift() ?? this.usual;
    if (request.url !== this.protocol.path) {
      response.writeHead(404).end('{}');
    } else if (behaviour.kind === 'status') {
      response.writeHead(behaviour.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ message: 'no', error: { type: 'x', message: 'no' }, type: 'error' }));
    } else if (behaviour.kind === 'silent') {
      // The client has to give up by itself.
    } else if (body['stream'] === true) {
      await this.stream(response, behaviour);
    } else {
      const reply = behaviour.kind === 'reply' ? behaviour : ({ kind: 'reply' } as const);
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(this.protocol.whole(reply)));
    }
  }

  private async stream(response: ServerResponse, behaviour: Behaviour): Promise<void> {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const words = behaviour.kind === 'reply' ? (behaviour.text ?? 'Hello there') : 'Hello there';
    const opening =
      behaviour.kind === 'reply' && behaviour.tool !== undefined ? [] : this.protocol.opening(words);
    // As a network does: not frame by frame.
    for (const frame of opening) response.write(frame);
    await this.gate;
    if (behaviour.kind === 'stall') return;
    if (behaviour.kind === 'cut') {
      // What was written must be on its way before the connection breaks.
      setImmediate(() => response.destroy());
      return;
    }
    if (behaviour.kind === 'reply')
      for (const frame of this.protocol.ending(behaviour)) response.write(frame);
    response.end();
  }
}
