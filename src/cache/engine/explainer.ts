import type { EntryAddress } from '../core/address.js';
import type { LayerRequest, ResolveOptions } from './engine.types.js';
import type { EntryReader } from './entry-reader.js';
import type { QueryExplanation } from './explanation.js';
import type { NearReader } from './near-reader.js';
import type { ScopedCacheParts } from './scoped-cache.parts.js';

export interface ExplainOptions extends Pick<ResolveOptions, 'maxAgeMs'> {
  /** Whether the cached questions' texts are given too. */
  readonly text?: boolean | undefined;
}

/** Says what a request would get, the way a request looks for it. */
export class Explainer {
  constructor(
    private readonly parts: ScopedCacheParts,
    private readonly reader: EntryReader,
    private readonly near: NearReader,
  ) {}

  async explain<T>(
    request: LayerRequest<T>,
    address: EntryAddress,
    options: ExplainOptions,
  ): Promise<QueryExplanation> {
    const { layer } = request;
    const { ttlMs } = layer;
    const notBefore = this.reader.notBefore(options);
    const read = { layer, scope: request.scope, address, ttlMs, notBefore, withLease: false, timed: false };
    const begun = this.parts.options.enabled ? await this.reader.read(read) : undefined;
    const approach = this.near.approach(request, address);
    if (begun === undefined) return { answer: 'computed', exact: 'error', search: 'off', candidates: [] };
    const exact =
      begun.source === 'hit'
        ? {
            exact: 'hit' as const,
            entry: address.field,
            ageMs: this.parts.clock.now() - begun.entry.createdAt,
          }
        : { exact: begun.miss.reason };
    const answer = begun.source === 'hit' ? 'exact' : 'computed';
    if (approach === undefined || notBefore === Infinity) {
      return { answer, ...exact, search: 'off', candidates: [] };
    }
    if (begun.source === 'miss' && begun.miss.tagRenewed) {
      return { answer, ...exact, search: 'invalidated', candidates: [] };
    }
    const search = await this.near.explain({ request, approach, ttlMs, options }, options.text === true);
    const decided = search.candidates.find(({ outcome }) => outcome !== 'reject');
    if (begun.source === 'hit' || decided?.outcome !== 'serve') return { answer, ...exact, ...search };
    const { entry, ageMs } = decided;
    return { answer: 'semantic', ...exact, entry, ageMs, ...search };
  }
}
