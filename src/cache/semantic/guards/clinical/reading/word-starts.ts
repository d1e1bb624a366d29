/**
 * Which vocabularies have a phrase that begins with a word, as bits: most words of a question begin none, and one
 * lookup per word then spares one for every vocabulary.
 */
const starts = new Map<string, number>();
const MOST = 31;
let vocabularies = 0;

/** The bit of a new vocabulary. Vocabularies are made when their modules load, before any question is read. */
export function nextVocabularyBit(): number {
  if (vocabularies === MOST) throw new Error('more vocabularies than a number has bits');
  return 1 << vocabularies++;
}

export function addStart(word: string, bit: number): void {
  starts.set(word, startsOf(word) | bit);
}

/** The bits of all vocabularies with a phrase that begins with the word, in its singular. */
export function startsOf(word: string): number {
  return starts.get(word) ?? 0;
}
