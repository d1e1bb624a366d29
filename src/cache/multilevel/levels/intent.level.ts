import type { ContentCache } from '../../engine/content-cache.js';
import type { IntentCache } from '../../intent/intent-cache.js';
import type { FoundPart, Lookup, PartLevel } from '../level.js';

/** What the message is about. */
export class IntentLevel implements PartLevel {
  readonly name = 'intent';
  readonly part = 'intent';
  readonly afterToken = false;

  constructor(
    private readonly content: ContentCache,
    private readonly intents: IntentCache,
  ) {}

  async find({ query, scope, options: { classifier } }: Lookup): Promise<FoundPart | undefined> {
    if (classifier === undefined) return undefined;
    const place = this.intents.place(scope, query, classifier);
    const value = await this.content.peek(place);
    if (value !== undefined) return { value, store: () => Promise.resolve('cached') };
    const missed = performance.now();
    return {
      store: (intent, costUsd) =>
        this.content.put(place, intent, { seconds: (performance.now() - missed) / 1000, costUsd }),
    };
  }
}
