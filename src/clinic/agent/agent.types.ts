import type { SoapField } from '../sessions/soap.js';
import type { AnswerStyle } from './intent/question.intent.js';

/** A sentence of a note with its words' stems, as the database's full-text search sees them. */
export interface Sentence {
  readonly text: string;
  readonly lexemes: readonly string[];
  /** How near it is to the question, -1 to 1; absent where nobody compared them. */
  readonly similarity?: number;
}

/** One field of one session note. */
export interface Passage {
  /** The session, under the name by which the cache knows what a passage is from. */
  readonly documentId: string;
  readonly sessionId: string;
  readonly clientId: string;
  readonly clientName: string;
  /** `YYYY-MM-DD` */
  readonly sessionDate: string;
  readonly field: SoapField;
  readonly sentences: readonly Sentence[];
}

/** What a question looks for: stems, each with its weight (1 from the question, less from the conversation). */
export type Terms = ReadonlyMap<string, number>;

/** What the search found, best notes first. No terms means the question asked in general, about a known client. */
export interface Findings {
  readonly terms: Terms;
  readonly style: AnswerStyle;
  readonly passages: readonly Passage[];
}

export interface Message {
  readonly role: 'user' | 'assistant';
  readonly content: string;
}

/** A question as the agent answers it. */
export interface Question {
  readonly workspaceId: string;
  readonly question: string;
  readonly history: readonly Message[];
}

export interface Citation {
  readonly sessionId: string;
  readonly clientId: string;
  readonly sessionDate: string;
  readonly field: SoapField;
  readonly excerpt: string;
}

export interface WrittenAnswer {
  readonly answer: string;
  readonly citations: readonly Citation[];
}
