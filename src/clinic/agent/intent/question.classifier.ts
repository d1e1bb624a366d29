import type { Classifier } from '../../../index.js';
import type { Intent } from './question.intent.js';

/** The first rule that matches decides. */
const RULES: readonly (readonly [Intent, RegExp])[] = [
  ['list', /\b(list|all|every|each|how often|history|over time|so far|course of)\b/i],
  ['latest', /\b(last|latest|newest|most recent|recently|today|current|currently|now)\b/i],
  ['plan', /\b(plan|plans|planned|next|homework|home programme|goals?|advised?|prescribed)\b/i],
  [
    'measure',
    /\b(how (many|much|far|long|high|strong)|degrees?|dose|mg|kg|scores?|scale|percent|range|strength|girth|measured?)\b/i,
  ],
];

/** Reads the kind of a question from its words, and from nothing else. A model could stand in its place. */
export const questionClassifier: Classifier<Intent> = {
  name: 'clinic-question',
  // Raised with every change of the rules: results of older ones are then never found.
  version: 1,
  classify: (question) =>
    Promise.resolve(RULES.find(([, pattern]) => pattern.test(question))?.[0] ?? 'general'),
};
