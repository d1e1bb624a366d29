import { canonicalJson } from '../core/canonical-json.js';
import type { Clock } from '../core/clock.js';
import { InvalidKeyError } from '../core/errors.js';
import type { Layer } from '../core/layer.js';
import type { CacheObserver } from '../core/observer.js';
import { spent, type ComputationContext } from '../engine/computation.js';
import type { ContentCache, ContentPlace } from '../engine/content-cache.js';
import { callMaterial } from './key-material.js';
import { llmLayer } from './llm-layer.js';
import type { LLMStreamPart } from './llm.types.js';
import { orAborted, readUntil, replayParts } from './part-reader.js';
import { ReplyStream } from './reply-stream.js';

/** One call of one model: all that decides its reply. */
export interface ModelCall {
  /** The owner of the entry. Without it nothing is cached. */
  readonly workspaceId: string | undefined;
  readonly provider: string;
  readonly model: string;
  /** Anything else that distinguishes two models of one name, such as the server's address. */
  readonly identity?: unknown;
  /** The request: prompt or messages, system prompt, tools, and every parameter. */
  readonly call: Readonly<Record<string, unknown>>;
  /** Life of the entry in milliseconds instead of the layer's. */
  readonly ttlMs?: number | undefined;
}

export type ReplySource = 'hit' | 'computed' | 'joined' | 'bypass';

/** Makes the reply. The signal aborts when nobody waits for it any more. */
export type MakeReply<T> = (making: Making) => Promise<T>;

export interface Making {
  readonly signal: AbortSignal;
  /** Notes what the reply cost, in USD: what a hit will save. */
  readonly spent: (usd: number) => void;
}

export interface LLMResponseCacheOptions {
  readonly ttlMs: number;
  readonly maxTemperature: number;
  readonly maxEntryBytes: number;
}

export interface LLMResponseCacheParts {
  readonly content: ContentCache;
  readonly clock: Clock;
  readonly observer: CacheObserver;
  readonly options: LLMResponseCacheOptions;
}

/**
 * Replies of models, each under everything that decided it: workspace, provider, model and the whole request. Only
 * deterministic requests are cached (a temperature that is given and at most `maxTemperature`), and only whole
 * replies are stored: never an error, nor what a token limit, a content filter or a broken connection cut short.
 *
 * Replies and streams of one request are kept apart: the one cannot be given for the other as it was.
 */
export class LLMResponseCache {
  private readonly layer: Layer;
  /** Streams under way, of whatever kind of part their callers gave them. */
  private readonly running = new Map<string, object>();

  constructor(private readonly parts: LLMResponseCacheParts) {
    this.layer = llmLayer(parts.options.ttlMs);
  }

  /** A given temperature of at most `maxTemperature`. A missing one means the provider's default, which is not 0. */
  deterministic(temperature: unknown): boolean {
    return (
      typeof temperature === 'number' && temperature >= 0 && temperature <= this.parts.options.maxTemperature
    );
  }

  /**
   * The reply, from the cache or made. Concurrent equal calls in this process share one.
   *
   * @param whole says of a made reply whether it may be stored.
   * @throws whatever `make` throws; the reason of `signal` when it aborts first.
   */
  async reply<T>(
    call: ModelCall,
    whole: (reply: T) => boolean,
    make: MakeReply<T>,
    signal?: AbortSignal,
  ): Promise<{ readonly reply: T; readonly source: ReplySource }> {
    const material = this.material(call, 'reply');
    if (material === undefined) {
      const context = { signal: signal ?? new AbortController().signal, spent };
      return { reply: await make(context), source: 'bypass' };
    }
    const { value, source } = await this.parts.content.resolve({
      layer: this.layer,
      workspaceId: call.workspaceId,
      material,
      ttlMs: call.ttlMs,
      signal,
      compute: async (context) => {
        const reply = await make(spender(context));
        if (!whole(reply)) context.noStore();
        return reply;
      },
    });
    return { reply: value as T, source };
  }

  /**
   * The parts of a streamed reply, recorded or live. Equal calls join a running stream from its first part. It is
   * stored only when it has ended with a proper finish; see `StreamJudge`.
   *
   * @param open starts the stream; it must end with an error when its signal aborts.
   * @throws whatever `open` throws; the iteration throws what broke the stream, and the reason of `signal`.
   */
  async stream<P extends LLMStreamPart>(
    call: ModelCall,
    open: MakeReply<AsyncIterable<P>>,
    options: { readonly signal?: AbortSignal | undefined; readonly abortWhenAbandoned?: boolean } = {},
  ): Promise<{ readonly parts: AsyncIterable<P>; readonly source: ReplySource }> {
    const { signal } = options;
    signal?.throwIfAborted();
    const material = this.material(call, 'stream');
    const uncached = async (): Promise<{ parts: AsyncIterable<P>; source: ReplySource }> => ({
      parts: await open({ signal: signal ?? new AbortController().signal, spent }),
      source: 'bypass',
    });
    if (material === undefined) return await uncached();
    const key = canonicalJson([call.workspaceId ?? '', material]);
    const running = this.running.get(key) as ReplyStream<P> | undefined;
    const stream = running ?? this.begin(call, material, key, open, options.abortWhenAbandoned === true);
    const leave = stream.join();
    try {
      const begun = await orAborted(stream.begun, signal);
      const joined = running !== undefined;
      if (joined && begun.kind === 'live')
        this.parts.observer.joined(this.layer.name, call.workspaceId ?? '');
      if (begun.kind === 'hit') {
        leave();
        return { parts: replayParts(begun.parts), source: 'hit' };
      }
      const reader = begun.kind === 'live' ? stream.read() : undefined;
      if (reader !== undefined) {
        return { parts: readUntil(reader, signal, leave), source: joined ? 'joined' : 'computed' };
      }
    } catch (error) {
      leave();
      throw error;
    }
    // It had outgrown its recording before we could read it from the beginning.
    leave();
    return await uncached();
  }

  /** The reply, if the cache has it; for clients that ask first and bring the reply later. */
  async lookup<T>(call: ModelCall): Promise<T | undefined> {
    const place = this.place(call);
    return place === undefined ? undefined : ((await this.parts.content.peek(place)) as T | undefined);
  }

  /** Keeps a whole reply that somebody else has made, in so many seconds and at this cost in USD. */
  async keep(
    call: ModelCall,
    reply: unknown,
    made: { readonly seconds: number; readonly costUsd: number },
  ): Promise<void> {
    const place = this.place(call);
    if (place !== undefined) await this.parts.content.put(place, reply, made);
  }

  private place(call: ModelCall): ContentPlace<unknown> | undefined {
    const material = this.material(call, 'reply');
    const { workspaceId, ttlMs } = call;
    return material === undefined ? undefined : { layer: this.layer, workspaceId, material, ttlMs };
  }

  private begin<P extends LLMStreamPart>(
    call: ModelCall,
    material: string,
    key: string,
    open: MakeReply<AsyncIterable<P>>,
    abortWhenAbandoned: boolean,
  ): ReplyStream<P> {
    const { clock, content, options } = this.parts;
    const forget = (): void => {
      if (this.running.get(key) === stream) this.running.delete(key);
    };
    const stream = new ReplyStream<P>({
      maxBytes: options.maxEntryBytes,
      now: () => clock.now(),
      abortWhenAbandoned,
      onOverflow: forget,
    });
    this.running.set(key, stream);
    const resolved = content.resolve<unknown>({
      layer: this.layer,
      workspaceId: call.workspaceId,
      material,
      ttlMs: call.ttlMs,
      compute: async (context) => {
        const { parts, whole } = await stream.run((signal) => open({ ...spender(context), signal }));
        if (!whole || parts === undefined) context.noStore();
        return parts ?? null;
      },
    });
    void resolved.then(
      ({ value }) => {
        forget();
        stream.found(value as readonly P[] | null);
        stream.end();
      },
      (error: unknown) => {
        forget();
        stream.fail(error);
      },
    );
    return stream;
  }

  /** The key material as text; `undefined` when the call is not to be cached. */
  private material(
    { workspaceId, provider, model, identity, call }: ModelCall,
    form: string,
  ): string | undefined {
    const { observer } = this.parts;
    if (workspaceId === undefined) {
      observer.bypass(this.layer.name, 'no_scope');
      return undefined;
    }
    if (!this.deterministic(call['temperature'])) {
      observer.bypass(this.layer.name, 'condition');
      return undefined;
    }
    try {
      return canonicalJson({ form, provider, model, identity: identity ?? null, ...callMaterial(call) });
    } catch (error) {
      if (!(error instanceof InvalidKeyError)) throw error;
      // Something in the request is no JSON, so that two requests might look alike: the model is asked.
      observer.bypass(this.layer.name, 'invalid_key');
      return undefined;
    }
  }
}

function spender(context: ComputationContext): Making {
  return { signal: context.signal, spent: (usd) => context.spent(usd) };
}
