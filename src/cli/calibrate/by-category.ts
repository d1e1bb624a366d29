import type { MeasuredPair } from './measure.js';

/** How the pairs of a category fare at a threshold. */
export interface CategoryRow {
  /** `all` for all of them together; `-` for pairs without a category. */
  readonly category: string;
  readonly same: Passage;
  readonly different: Passage;
}

export interface Passage {
  readonly pairs: number;
  /** Of this similarity or above. */
  readonly reach: number;
  /** Of those, what the guards let pass. */
  readonly pass: number;
}

/** One row for each category, in the order of the file, and one for all. */
export function byCategory(pairs: readonly MeasuredPair[], threshold: number): CategoryRow[] {
  const categories = new Map<string, MeasuredPair[]>();
  for (const pair of pairs) {
    const category = pair.category ?? '-';
    const members = categories.get(category);
    if (members === undefined) categories.set(category, [pair]);
    else members.push(pair);
  }
  return [...categories, ['all', pairs] as const].map(([category, members]) => ({
    category,
    same: passage(members, true, threshold),
    different: passage(members, false, threshold),
  }));
}

function passage(pairs: readonly MeasuredPair[], same: boolean, threshold: number): Passage {
  const members = pairs.filter((pair) => pair.same === same);
  const reach = members.filter((pair) => pair.similarity >= threshold);
  return {
    pairs: members.length,
    reach: reach.length,
    pass: reach.filter((pair) => pair.guards?.pass !== false).length,
  };
}
