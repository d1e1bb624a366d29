import { type GuardedText } from '../guard.js';
import { wordSet } from '../words/word-set.js';

export const ROLES = wordSet(
  'from to into onto than before after by of for with in on at about via without insteadof',
  'while against because if unless until when over under during',
);
export const BE = wordSet('is are was were be been being am get gets got getting');
/** What makes a clause of words: where none is, their order is the writer's whim. */
export const CLAUSE = wordSet(
  'is are was were do does did can could will would should must has have had may might',
  'the a an my what who which why when if',
);
export const CONJUNCTION = /^(?:and|or)$/;

/** A word of a question that is no small one, in order. */
export interface Item {
  readonly concept: string;
  /** The preposition before the words it stands among, with no other small word between. */
  readonly role: string;
}

export function isClause({ words }: GuardedText): boolean {
  return [...CLAUSE].some((word) => words.has(word));
}
