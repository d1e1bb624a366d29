import type {
  LanguageModelV4CallOptions,
  LanguageModelV4GenerateResult,
  LanguageModelV4Middleware,
  LanguageModelV4StreamPart,
  LanguageModelV4StreamResult,
  LanguageModelV4Usage,
} from '@ai-sdk/provider';
import type { Cache } from '../../engine/create-cache.js';
import { isWhole } from '../completeness.js';
import type { ModelCall, ReplySource } from '../llm-response-cache.js';
import { readUntil } from '../part-reader.js';
import { AI_SDK_NAME, marked, markedPart, withoutTransport } from './reply-mark.js';

export interface AiSdkCacheOptions {
  /**
   * Whose replies these are; without one a call is not cached. By default what the call says in
   * `providerOptions: { 'nestjs-ai-cache': { workspaceId } }`.
   */
  readonly workspaceId?: string | ((call: LanguageModelV4CallOptions) => string | undefined) | undefined;
  /** Distinguishes models of equal provider name and id, such as two servers of one name; part of the key. */
  readonly identity?: string | undefined;
  /** Life of entries in milliseconds instead of `llm.ttlMs`. */
  readonly ttlMs?: number | undefined;
  /** USD per million tokens: what hits save is counted by it. */
  readonly prices?: { readonly inputUsdPerMillion: number; readonly outputUsdPerMillion: number } | undefined;
}

/**
 * A middleware for `wrapLanguageModel` of the AI SDK, for generated and for streamed replies.
 *
 * The key is everything the provider is given: provider, model, prompt with system messages, tools, tool choice,
 * response format, every parameter and every header that asks for something. A reply from the cache has a usage of 0
 * tokens, since none were used for it, and `providerMetadata['nestjs-ai-cache']` with `source` and the tokens it once
 * took. A call ends for its caller with its `abortSignal`, for the provider when its last caller has gone.
 */
export function aiSdkCacheMiddleware(
  cache: Pick<Cache, 'llm'>,
  options: AiSdkCacheOptions = {},
): LanguageModelV4Middleware {
  const toModelCall = (
    model: { readonly provider: string; readonly modelId: string },
    params: LanguageModelV4CallOptions,
  ): ModelCall => ({
    workspaceId: workspaceOf(options, params),
    provider: model.provider,
    model: model.modelId,
    identity: options.identity,
    call: { ...params },
    ttlMs: options.ttlMs,
  });
  const costUsd = ({ inputTokens, outputTokens }: LanguageModelV4Usage): number => {
    const { inputUsdPerMillion = 0, outputUsdPerMillion = 0 } = options.prices ?? {};
    return (
      ((inputTokens.total ?? 0) * inputUsdPerMillion + (outputTokens.total ?? 0) * outputUsdPerMillion) / 1e6
    );
  };

  return {
    specificationVersion: 'v4',

    async wrapGenerate({ model, params }) {
      let made: LanguageModelV4GenerateResult | undefined;
      const { reply, source } = await cache.llm.reply<LanguageModelV4GenerateResult>(
        toModelCall(model, params),
        ({ finishReason }) => isWhole(finishReason),
        async ({ signal, spent }) => {
          made = await model.doGenerate({ ...params, abortSignal: signal });
          spent(costUsd(made.usage));
          return withoutTransport(made);
        },
        params.abortSignal,
      );
      // Whoever made the call gets what it was told of the transport too.
      if (made !== undefined) return made;
      return isCached(source) ? marked(reply, source) : reply;
    },

    async wrapStream({ model, params }) {
      let made: LanguageModelV4StreamResult | undefined;
      const { parts, source } = await cache.llm.stream<LanguageModelV4StreamPart>(
        toModelCall(model, params),
        async ({ signal, spent }) => {
          made = await model.doStream({ ...params, abortSignal: signal });
          return counting(made.stream, (usage) => spent(costUsd(usage)));
        },
        { signal: params.abortSignal, abortWhenAbandoned: true },
      );
      const given = isCached(source) ? mapped(parts, (part) => markedPart(part, source)) : parts;
      const { request, response } = made ?? {};
      return {
        stream: ReadableStream.from(given),
        ...(request === undefined ? {} : { request }),
        ...(response === undefined ? {} : { response }),
      };
    },
  };
}

function workspaceOf(
  { workspaceId }: AiSdkCacheOptions,
  params: LanguageModelV4CallOptions,
): string | undefined {
  if (typeof workspaceId === 'function') return workspaceId(params);
  if (workspaceId !== undefined) return workspaceId;
  const given = params.providerOptions?.[AI_SDK_NAME]?.['workspaceId'];
  return typeof given === 'string' ? given : undefined;
}

function isCached(source: ReplySource): boolean {
  return source === 'hit' || source === 'joined';
}

/** Tells the usage at the end; passes everything on, the reader's leaving included. */
function counting(
  stream: ReadableStream<LanguageModelV4StreamPart>,
  count: (usage: LanguageModelV4Usage) => void,
): AsyncIterable<LanguageModelV4StreamPart> {
  return mapped(stream, (part) => {
    if (part.type === 'finish') count(part.usage);
    return part;
  });
}

function mapped<P>(parts: AsyncIterable<P>, change: (part: P) => P): AsyncIterable<P> {
  const source = readUntil(parts[Symbol.asyncIterator](), undefined, () => undefined);
  return {
    [Symbol.asyncIterator]: () => ({
      async next() {
        const next = await source.next();
        return next.done === true ? next : { done: false, value: change(next.value) };
      },
      return: () => source.return?.() ?? Promise.resolve({ done: true, value: undefined }),
    }),
  };
}
