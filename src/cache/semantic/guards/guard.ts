/**
 * Compares two questions whose vectors are near each other. A guard knows one way in which near questions can have
 * different answers, and says no when it sees it. It is a pure function of the two texts.
 *
 * Symmetric: `guard(a, b)` and `guard(b, a)` are both undefined or both not.
 */
export interface Guard {
  /** A label: `numbers`, `negation`, ... Low in number, for metrics and `explain`. */
  readonly name: string;
  /** Why one answer may not serve both; undefined when this guard sees no difference. */
  differ(a: GuardedText, b: GuardedText): GuardFinding | undefined;
}

/** Never carries the texts' own words: it reaches metrics and logs. */
export interface GuardFinding {
  /** What kind of difference, in a few fixed words: `a number is in one question only`. */
  readonly reason: string;
}

/** A question, read once for all guards. Made by `readText`; members are added as guards need them. */
export interface GuardedText {
  /** As it was asked. */
  readonly text: string;
  /** Lower case, one space between words, no punctuation but what distinguishes: marks on letters are kept. */
  readonly normal: string;
  /** Every token in order, after contractions and set phrases were read as what they mean. */
  readonly tokens: readonly Token[];
  /** The word of each token that is one; for guards that look for words. */
  readonly words: ReadonlySet<string>;
  /** Texts between quotation marks, in normal form. */
  readonly quotes: readonly string[];
  readonly language: Language;
  readonly intent: Intent;
}

/** English, or something that may be another language. */
export type Language = 'english' | 'other';

/** What kind of answer is asked for; `none` of a search phrase, a statement or a command. */
export type Intent =
  | 'how'
  | 'why'
  | 'when'
  | 'where'
  | 'who'
  | 'what'
  | 'howmuch'
  | 'howmany'
  | 'howlong'
  | 'howoften'
  | 'howsoon'
  | 'yesno'
  | 'none';

export type TokenKind =
  /** Holds the sentence together. */
  | 'function'
  /** Colours it only: please, actually. */
  | 'filler'
  /** A word of asking or telling: show, explain, thing. */
  | 'wording'
  /** A content word too general to be the subject. */
  | 'light'
  | 'content'
  | 'number'
  /** A code, address or version: compared as it is written. */
  | 'identifier'
  /** A month, a weekday, yesterday, next week. */
  | 'date';

export interface Token {
  readonly kind: TokenKind;
  /** Lower case. */
  readonly word: string;
  /** Equal for words of one meaning; of a number, its measure and value. */
  readonly concept: string;
  /** Written with a capital where a common word has none. */
  readonly proper: boolean;
  /** Of a number: what it counts in units of its own (5 of `5 mg`). */
  readonly value?: number;
}

/** What all guards together say of two questions. */
export type GuardVerdict =
  { readonly pass: true } | ({ readonly pass: false; readonly guard: string } & GuardFinding);
