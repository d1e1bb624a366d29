import type { SoapField } from '../../sessions/soap.js';

export const INTENTS = ['list', 'latest', 'plan', 'measure', 'general'] as const;

/** What kind of answer a question wants. */
export type Intent = (typeof INTENTS)[number];

/** How a question of one kind is searched for and answered. */
export interface AnswerStyle {
  /** Notes an answer is made from at most. */
  readonly notes: number;
  /** Which of the matching notes those are: the best or the newest. */
  readonly order: 'relevance' | 'date';
  /** Fields of a note that such answers usually stand in. */
  readonly prefers: readonly SoapField[];
  /** Sentences told at most, where sentences are told. */
  readonly sentences: number;
}

/** Part of the search's key, so that a change here does not meet what was found before it. */
export const ANSWER_STYLES: Readonly<Record<Intent, AnswerStyle>> = {
  list: { notes: 20, order: 'date', prefers: [], sentences: 8 },
  latest: { notes: 3, order: 'date', prefers: [], sentences: 4 },
  plan: { notes: 12, order: 'relevance', prefers: ['plan'], sentences: 4 },
  measure: { notes: 12, order: 'relevance', prefers: ['objective'], sentences: 4 },
  general: { notes: 12, order: 'relevance', prefers: [], sentences: 4 },
};
