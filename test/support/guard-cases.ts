import { createGuards } from '../../src/cache/semantic/guards/guard-set.js';
import { type Guard } from '../../src/cache/semantic/guards/guard.js';
import { readText } from '../../src/cache/semantic/guards/read-text.js';

/** Pairs of questions, one pair a line, parted by a bar. */
export function pairsOf(page: string): readonly (readonly [string, string])[] {
  return page
    .trim()
    .split('\n')
    .map((line) => {
      const [a, b, ...rest] = line.split('|').map((side) => side.trim());
      if (a === undefined || b === undefined || rest.length > 0) throw new Error(`not a pair: ${line}`);
      return [a, b] as const;
    });
}

/** Every frame with every pair of fillings: `{}` is where they stand. */
export function framed(frames: string, fillings: string): readonly (readonly [string, string])[] {
  return frames
    .trim()
    .split('\n')
    .flatMap((frame) =>
      pairsOf(fillings).map(
        ([a, b]) => [frame.trim().replace('{}', a), frame.trim().replace('{}', b)] as const,
      ),
    );
}

const guards = createGuards();

/** The page of cases of one guard. Each way round: no guard may say yes to (a, b) and no to (b, a). */
export function describeGuard(
  guard: Guard,
  cases: {
    /** This very guard sees a difference. */
    readonly differ: readonly (readonly [string, string])[];
    /** No guard of the set sees one. */
    readonly pass: readonly (readonly [string, string])[];
  },
): void {
  describe(`${guard.name} guard`, () => {
    it.each(cases.differ)('tells apart: %s / %s', (a, b) => {
      const [one, other] = [readText(a), readText(b)];
      const finding = guard.differ(one, other);
      expect(finding?.reason).toMatch(/^[a-zE, ]+$/);
      expect(guard.differ(other, one)).toEqual(finding);
      expect(guards.check(a, b).pass).toBe(false);
      expect(guards.check(b, a)).toEqual(guards.check(a, b));
    });

    it.each(cases.pass)('lets pass: %s / %s', (a, b) => {
      expect(guard.differ(readText(a), readText(b))).toBeUndefined();
      expect(guards.check(a, b)).toEqual({ pass: true });
      expect(guards.check(b, a)).toEqual({ pass: true });
    });
  });
}
