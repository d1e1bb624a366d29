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
}

/** What all guards together say of two questions. */
export type GuardVerdict =
  { readonly pass: true } | ({ readonly pass: false; readonly guard: string } & GuardFinding);
