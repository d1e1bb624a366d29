import type { ScopedCache } from '../../engine/scoped-cache.js';
import type { Passage } from '../../retrieval/passage.js';
import type { RetrievalCache } from '../../retrieval/retrieval-cache.js';
import { openValue } from './open-value.js';
import type { FoundPart, Lookup, PartLevel } from '../level.js';

/** Passages for the query. */
export class PassagesLevel implements PartLevel {
  readonly name = 'retrieval';
  readonly part = 'passages';
  readonly afterToken = true;

  constructor(
    private readonly scoped: ScopedCache,
    private readonly retrievals: RetrievalCache,
  ) {}

  async find({ query, scope, options }: Lookup): Promise<FoundPart<readonly Passage[]> | undefined> {
    const { collection, topN, filters, maxAgeMs } = options;
    if (collection === undefined) return undefined;
    const search = { query, collection, topN, filters };
    const opened = await openValue(this.scoped, this.retrievals.request(scope, search), { maxAgeMs });
    if ('right' in opened) {
      const { right } = opened;
      return { store: (passages, costUsd) => this.retrievals.fill(right, search, passages, costUsd) };
    }
    return {
      value: opened.value,
      // They may be others than those found, so the answer's dependencies may be, too.
      store: (passages) => {
        this.retrievals.note(search, passages);
        return Promise.resolve('cached');
      },
    };
  }
}
