import { sameMembers } from './counts.js';
import { type Guard, type GuardedText, type Token } from './guard.js';

/** Numbers, in figures or words, and which number belongs to what. */
export const numbersGuard: Guard = {
  name: 'numbers',
  differ(a, b) {
    const ofA = numbersOf(a);
    const ofB = numbersOf(b);
    if (ofA.length === 0 && ofB.length === 0) return undefined;
    if (sameMembers(concepts(ofA), concepts(ofB))) {
      return sameOrder(ofA, ofB) || (sameMembers(bound(a), bound(b)) && !turned(a, b))
        ? undefined
        : { reason: 'numbers have changed places' };
    }
    // The same figures with other units are the units' matter; with `one` written out, they are one.
    if (sameMembers(values(ofA), values(ofB))) return undefined;
    if (spelledOne(ofA, b) || spelledOne(ofB, a)) return undefined;
    return ofA.length === ofB.length
      ? { reason: 'a number differs' }
      : { reason: 'a number is in one question only' };
  },
};

export function numbersOf(text: GuardedText): readonly Token[] {
  return text.tokens.filter(({ kind }) => kind === 'number');
}

const concepts = (tokens: readonly Token[]) => tokens.map(({ concept }) => concept);
const values = (tokens: readonly Token[]) => tokens.map(({ value }) => String(value));

function sameOrder(a: readonly Token[], b: readonly Token[]): boolean {
  return a.every(({ concept }, index) => b[index]?.concept === concept);
}

/** `1 sentence` and `one sentence`: the word alone is not read as a number. */
function spelledOne(numbers: readonly Token[], other: GuardedText): boolean {
  return (
    numbers.length === 1 && numbers[0]?.value === 1 && other.words.has('one') && numbersOf(other).length === 0
  );
}

/** Each number with the content word after it, or before it at the end. */
function bound(text: GuardedText): string[] {
  return text.tokens.flatMap((token, at) => {
    if (token.kind !== 'number') return [];
    const next = text.tokens.slice(at + 1, at + 4).find(({ kind }) => kind === 'content');
    return [`${token.concept} ${next?.concept ?? ''}`];
  });
}

/** Whether figures that stand side by side (120/80) stand there the other way round. */
function turned(a: GuardedText, b: GuardedText): boolean {
  const rows = rowsOf(b);
  return rowsOf(a).some((row) =>
    rows.some((other) => sameMembers(row, other) && row.join() !== other.join()),
  );
}

function rowsOf({ tokens }: GuardedText): string[][] {
  const rows: string[][] = [[]];
  for (const { kind, concept } of tokens) {
    if (kind === 'number') rows.at(-1)?.push(concept);
    else if (rows.at(-1)?.length !== 0) rows.push([]);
  }
  return rows.filter(({ length }) => length > 1);
}
