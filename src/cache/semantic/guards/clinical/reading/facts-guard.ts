import { type Guard, type GuardedText, type GuardFinding } from '../../guard.js';

/** How a guard of facts names what it saw. */
export interface FactReasons {
  /** `a drug is in one question only` */
  readonly oneSided: string;
  /** `the drugs differ` */
  readonly different: string;
}

/**
 * A guard that reads facts from each question and lets the pair pass when both have the same ones. How often a fact
 * is told does not matter.
 */
export function factsGuard(
  name: string,
  reasons: FactReasons,
  read: (text: GuardedText) => ReadonlySet<string>,
): Guard {
  return {
    name,
    differ: (a, b) => compareFacts(read(a), read(b), reasons),
  };
}

export function compareFacts(
  a: ReadonlySet<string>,
  b: ReadonlySet<string>,
  reasons: FactReasons,
): GuardFinding | undefined {
  if (a.size === 0 && b.size === 0) return undefined;
  const onlyInA = hasOther(a, b);
  const onlyInB = hasOther(b, a);
  if (!onlyInA && !onlyInB) return undefined;
  return { reason: onlyInA && onlyInB ? reasons.different : reasons.oneSided };
}

function hasOther(these: ReadonlySet<string>, those: ReadonlySet<string>): boolean {
  for (const fact of these) if (!those.has(fact)) return true;
  return false;
}
