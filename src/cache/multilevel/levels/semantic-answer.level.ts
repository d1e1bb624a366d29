import type { PendingFill } from '../../engine/pending-fill.js';
import { SEMANTIC_LAYER } from '../../engine/near-entries.js';
import type { AnswerLevel, Lookup } from '../level.js';

/** The answer to a similar question. Asked when the exact level has none: its miss says whether one may be used. */
export class SemanticAnswerLevel implements AnswerLevel {
  readonly name = SEMANTIC_LAYER;

  async find(
    { signal }: Lookup,
    missed: Promise<PendingFill<unknown> | undefined>,
  ): Promise<{ readonly answer: unknown } | undefined> {
    const hit = await (await missed)?.similar(signal);
    return hit && { answer: await hit.value() };
  }
}
