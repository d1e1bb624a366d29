import { describeError } from '../../core/describe-error.js';
import { AICacheError } from '../../core/errors.js';
import type { CacheObserver } from '../../core/observer.js';
import type { CacheLogger } from '../../options/cache.options.js';

export type SearchPart = 'embedding' | 'index';

const NAMES: Readonly<Record<SearchPart, string>> = {
  embedding: 'The embedding of questions',
  index: 'The index of questions',
};

/** One line when a part of the search begins to fail and one when it answers again; a metric for each time. */
export class FailureLog {
  private readonly failing = new Set<SearchPart>();

  constructor(
    private readonly logger: CacheLogger,
    private readonly observer: Pick<CacheObserver, 'semanticFailed'>,
  ) {}

  failed(part: SearchPart, error: unknown): void {
    this.observer.semanticFailed(part);
    if (this.failing.has(part)) return;
    this.failing.add(part);
    // Of a client's own errors the kind only: their messages may hold addresses, or what was sent.
    const what =
      error instanceof AICacheError
        ? describeError(error)
        : error instanceof Error
          ? error.name
          : 'unknown error';
    this.logger.warn(`${NAMES[part]} fails (${what}); no similar questions are found until it works.`);
  }

  late(part: SearchPart): void {
    this.failed(part, new SearchLateError('It did not answer in time.'));
  }

  answered(part: SearchPart): void {
    if (this.failing.delete(part)) this.logger.log(`${NAMES[part]} works again.`);
  }
}

class SearchLateError extends AICacheError {
  readonly code = 'SEARCH_LATE';
}
