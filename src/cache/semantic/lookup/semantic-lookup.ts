import type { EntryAddress, ScopeAddress } from '../../core/address.js';
import type { LayerRequest } from '../../engine/engine.types.js';
import type { Approach, NearEntries } from '../../engine/near-entries.js';
import { Background } from './background.js';
import { SemanticApproach } from './semantic-approach.js';
import type { SemanticLookupParts } from './semantic-lookup.parts.js';

/** Models read the beginning of a text only: of longer ones the vector says too little. */
const MAX_QUESTION_LENGTH = 2000;
// UTF-8, in which the question is kept, has no form for a lone one.
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Finds the entries of similar questions; see `NearReader` for what the engine makes of it. */
export class SemanticLookup implements NearEntries {
  private readonly background = new Background();

  constructor(private readonly parts: SemanticLookupParts) {}

  approach(request: LayerRequest<unknown>, address: EntryAddress): Approach | undefined {
    const { semantic } = request;
    if (semantic === undefined) return undefined;
    const { question } = semantic;
    const isQuestion =
      question.trim() !== '' && question.length <= MAX_QUESTION_LENGTH && !LONE_SURROGATE.test(question);
    return isQuestion
      ? new SemanticApproach(this.parts, this.background, { ...request, semantic }, address)
      : undefined;
  }

  keepApart(scope: ScopeAddress, one: string, other: string): Promise<void> {
    return this.parts.notes.reject(scope, one, other);
  }

  settled(): Promise<void> {
    return this.background.settled();
  }
}
