import { isFinish, type LLMStreamPart, type LLMUsage } from '../llm.types.js';
import { LLMProviderError } from '../llm.error.js';
import type { ProviderCall } from './provider-call.js';

/** Parts that come before anything is said; a stream that breaks after them can still be answered by another provider. */
const PREAMBLE = new Set(['stream-start', 'response-metadata', 'ping', 'raw']);

/**
 * A provider's stream under its deadline. Error parts become errors, and so does an end without a finish: what a
 * broken connection looks like behind some proxies. However it ends, also when its reader leaves or never comes, the
 * call is ended and booked.
 */
export class PartStream implements AsyncIterableIterator<LLMStreamPart> {
  private readonly head: LLMStreamPart[] = [];
  private usage: LLMUsage | undefined;
  private finished = false;

  private constructor(
    private readonly source: AsyncIterator<LLMStreamPart>,
    private readonly call: ProviderCall,
    private readonly provider: string,
  ) {}

  /** Reads to the first part that says something. */
  static async begin(
    source: AsyncIterator<LLMStreamPart>,
    call: ProviderCall,
    provider: string,
  ): Promise<PartStream> {
    const stream = new PartStream(source, call, provider);
    for (;;) {
      const part = await stream.take();
      if (part === undefined) break;
      stream.head.push(part);
      if (!PREAMBLE.has(part.type)) break;
    }
    call.began();
    // The deadline passes, or the caller leaves, while nobody asks for the next part.
    call.deadline.signal.addEventListener('abort', () => void stream.stop(), { once: true });
    return stream;
  }

  async next(): Promise<IteratorResult<LLMStreamPart, undefined>> {
    const waiting = this.head.shift();
    if (waiting !== undefined) return { done: false, value: waiting };
    try {
      const part = await this.take();
      if (part !== undefined) return { done: false, value: part };
    } catch (error) {
      this.close();
      throw await this.call.failed(error);
    }
    await this.call.succeeded(this.usage);
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<LLMStreamPart, undefined>> {
    await this.stop();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private async take(): Promise<LLMStreamPart | undefined> {
    const next = await this.call.deadline.hold(this.source.next());
    if (next.done === true) {
      if (!this.finished) throw new LLMProviderError(this.provider, 'malformed');
      return undefined;
    }
    const part = next.value;
    if (part.type === 'error') throw (part as { readonly error?: unknown }).error;
    this.call.saw(part);
    if (isFinish(part)) {
      this.finished = true;
      this.usage = part.usage;
    }
    return part;
  }

  private async stop(): Promise<void> {
    this.close();
    if (this.finished) await this.call.succeeded(this.usage);
    else if (this.call.deadline.expired) await this.call.failed(this.call.deadline.signal.reason);
    else await this.call.left();
  }

  /** Not awaited: a source that hangs would hang here too. */
  private close(): void {
    this.source.return?.().then(undefined, () => undefined);
  }
}
