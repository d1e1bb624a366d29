import type { ContentCache } from '../../engine/content-cache.js';
import type { IntentCache } from '../../intent/intent-cache.js';
import type { FoundPart, Lookup, PartLevel } from '../level.js';
import { openContent } from './open-content.js';

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
    return await openContent(this.content, this.intents.place(scope, query, classifier));
  }
}
