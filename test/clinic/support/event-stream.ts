/** One server-sent event. */
export interface SentEvent {
  readonly type: string;
  readonly data: Record<string, unknown>;
}

/** A response that is read event by event, as a browser would. */
export class EventStream {
  private readonly events: AsyncGenerator<SentEvent, void, undefined>;

  private constructor(readonly response: Response) {
    this.events = eventsOf(response);
  }

  static async open(url: string, init: RequestInit): Promise<EventStream> {
    return new EventStream(await fetch(url, init));
  }

  header(name: string): string {
    return this.response.headers.get(name) ?? '';
  }

  /** The next event; waits for it. */
  async next(): Promise<SentEvent> {
    const next = await this.events.next();
    if (next.done === true) throw new Error('the stream has ended');
    return next.value;
  }

  /** Everything that is still to come. */
  async rest(): Promise<SentEvent[]> {
    const events: SentEvent[] = [];
    for await (const event of this.events) events.push(event);
    return events;
  }

  /** Leaves before the end. */
  async leave(): Promise<void> {
    await this.events.return();
  }
}

/** The pieces of an answer, joined. */
export function textOf(events: readonly SentEvent[]): string {
  return events.map(({ type, data }) => (type === 'text' ? String(data['text']) : '')).join('');
}

async function* eventsOf({ body }: Response): AsyncGenerator<SentEvent, void, undefined> {
  if (body === null) throw new Error('no body');
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const [, type = '', data = ''] = /^event: (.*)\ndata: (.*)$/.exec(text.slice(0, end)) ?? [];
      yield { type, data: JSON.parse(data) as Record<string, unknown> };
      text = text.slice(end + 2);
    }
  }
}
