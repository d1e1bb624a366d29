/** What of a text its lexical vector is made from: 32-bit hashes of its features, and how often each occurs. */
export type FeatureCounts = Map<number, number>;

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const SHORTEST_GRAM = 3;
const LONGEST_GRAM = 5;
// One for each kind of feature: the word `cat` is not the three letters `cat` somewhere in a word.
const WORD_SEED = 0x811c9dc5;
const PAIR_SEED = 0x01b54a33;
const GRAM_SEED = 0x2f0b4c47;

/** Words, pairs of neighbouring words, and 3 to 5 characters in a row within a word and its borders. */
export function lexicalFeatures(text: string): { words: FeatureCounts; grams: FeatureCounts } {
  const normal = text.normalize('NFKC').toLowerCase();
  // A text of signs alone is taken as one word, so that it has features too.
  const found = normal.match(WORD) ?? [normal];
  const words: FeatureCounts = new Map();
  const grams: FeatureCounts = new Map();
  let before: string | undefined;
  for (const word of found) {
    count(words, hash(word, WORD_SEED));
    if (before !== undefined) count(words, hash(`${before} ${word}`, PAIR_SEED));
    before = word;
    const bounded = ` ${word} `;
    for (let length = SHORTEST_GRAM; length <= LONGEST_GRAM; length++) {
      for (let from = 0; from + length <= bounded.length; from++) {
        count(grams, hash(bounded, GRAM_SEED + length, from, from + length));
      }
    }
  }
  return { words, grams };
}

function count(counts: FeatureCounts, feature: number): void {
  counts.set(feature, (counts.get(feature) ?? 0) + 1);
}

/** FNV-1a over UTF-16 units, then mixed so that every bit depends on every unit. The same in every process, for ever. */
function hash(text: string, seed: number, from = 0, to = text.length): number {
  let h = seed | 0;
  for (let i = from; i < to; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
