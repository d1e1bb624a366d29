import type { ScopedCache } from '../../engine/scoped-cache.js';
import type { QueryCache } from '../../query/query-cache.js';
import type { Lookup } from '../level.js';
import { openValue, type OpenedValue } from './open-value.js';

/** The answer to the very question; a miss is where the right to store one comes from. */
export class ExactAnswerLevel {
  readonly name = 'query_result';

  constructor(
    private readonly scoped: ScopedCache,
    private readonly queries: QueryCache,
  ) {}

  /** @throws InvalidScopeError, InvalidKeyError */
  async open({ query, scope, options }: Lookup): Promise<OpenedValue<unknown>> {
    const { name, context, variant, semantic, ttlMs, maxAgeMs } = options;
    const request = this.queries.request(scope, { query, name, context, variant, semantic });
    return await openValue(this.scoped, request, { ttlMs, maxAgeMs });
  }
}
