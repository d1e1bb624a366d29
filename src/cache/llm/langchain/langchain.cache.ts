import { BaseCache, deserializeStoredGeneration, serializeGeneration } from '@langchain/core/caches';
import type { Generation } from '@langchain/core/outputs';
import type { Cache } from '../../engine/create-cache.js';
import type { ModelCall } from '../llm-response-cache.js';
import { parseLlmKey } from './llm-key.js';
import { isUnambiguous, saysEverything } from './prompt-text.js';
import { tokensUsed, wholeGenerations } from './generations.js';

export interface LangChainCacheOptions {
  /** Whose replies these are; a function is asked at every call. Without one nothing is cached. */
  readonly workspaceId: string | (() => string | undefined);
  /**
   * Distinguishes models that LangChain names alike: not every integration puts its server's address into the key.
   */
  readonly identity?: string | undefined;
  /** Life of entries in milliseconds instead of `llm.ttlMs`. */
  readonly ttlMs?: number | undefined;
  /** USD per million tokens: what hits save is counted by it. */
  readonly prices?: { readonly inputUsdPerMillion: number; readonly outputUsdPerMillion: number } | undefined;
  /**
   * `skip` (default) caches single questions only. `cache` caches conversations too, whose text LangChain joins in a
   * way that lets a user who writes `AI: ...` on a line of his own imitate one: choose it where all who can ask in a
   * workspace may put words into each other's replies.
   */
  readonly conversations?: 'skip' | 'cache' | undefined;
}

/** Parameters that are no part of what is asked and may be functions. */
const TRANSPORT = new Set(['fetch', 'apiKey', 'httpAgent', 'logger']);

interface StoredReply {
  readonly generation: ReturnType<typeof serializeGeneration>;
  readonly generationInfo: Record<string, unknown> | undefined;
}

/**
 * A cache for models of LangChain.js: `new ChatOpenAI({ temperature: 0, cache: new LangChainCache(cache, { ... }) })`.
 *
 * LangChain gives a cache two texts. The key of the model holds whatever the integration's `_identifyingParams()` and
 * the call's options say: model, parameters, bound tools, stop words. It is taken whole; a call is cached only if it
 * says a temperature of at most `llm.maxTemperature` there, and not if a parameter is a function. The prompt is
 * checked by `saysEverything` and `isUnambiguous`. Streamed calls never reach a LangChain cache.
 */
export class LangChainCache extends BaseCache {
  constructor(
    private readonly cache: Pick<Cache, 'llm'>,
    private readonly options: LangChainCacheOptions,
  ) {
    super();
  }

  async lookup(prompt: string, llmKey: string): Promise<Generation[] | null> {
    const call = this.toCall(prompt, llmKey);
    if (call === undefined) return null;
    const stored = await this.cache.llm.lookup<readonly StoredReply[]>(call);
    if (stored === undefined) return null;
    return stored.map(({ generation, generationInfo }) => ({
      ...deserializeStoredGeneration(generation),
      ...(generationInfo === undefined ? {} : { generationInfo }),
    }));
  }

  async update(prompt: string, llmKey: string, generations: Generation[]): Promise<void> {
    const call = this.toCall(prompt, llmKey);
    if (call === undefined || !wholeGenerations(generations)) return;
    const stored = generations.map((generation): StoredReply => {
      const { generationInfo } = generation;
      return { generation: serializeGeneration(generation), generationInfo };
    });
    await this.cache.llm.keep(call, stored, { seconds: 0, costUsd: this.costUsd(generations) });
  }

  private toCall(prompt: string, llmKey: string): ModelCall | undefined {
    const { options } = this;
    const parameters = parseLlmKey(llmKey);
    if (parameters === undefined || !saysEverything(prompt)) return undefined;
    const nameless = [...parameters].some(([name, value]) => value === undefined && !TRANSPORT.has(name));
    if (nameless) return undefined;
    const chat = parameters.get('_model') !== 'base_llm';
    if (chat && options.conversations !== 'cache' && !isUnambiguous(prompt)) return undefined;
    const workspaceId =
      typeof options.workspaceId === 'function' ? options.workspaceId() : options.workspaceId;
    return {
      workspaceId,
      provider: `langchain:${text(parameters.get('_type'))}`,
      model: text(parameters.get('model') ?? parameters.get('model_name')),
      identity: options.identity,
      call: { prompt, llmKey, temperature: parameters.get('temperature') },
      ttlMs: options.ttlMs,
    };
  }

  private costUsd(generations: readonly Generation[]): number {
    const { inputUsdPerMillion = 0, outputUsdPerMillion = 0 } = this.options.prices ?? {};
    const { input, output } = tokensUsed(generations);
    return (input * inputUsdPerMillion + output * outputUsdPerMillion) / 1_000_000;
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
