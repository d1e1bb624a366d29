/** No name is longer; without a limit a question of one endless word would take a second per 10,000 letters. */
const MAX_LENGTH = 40;

/**
 * Finds words that are one letter away from a word of a vocabulary: one letter left out, put in, changed, or two
 * neighbours swapped. Words of fewer than `minLength` letters are too often near each other.
 */
export class NearMisses {
  private readonly shortened = new Set<string>();

  constructor(
    vocabulary: readonly string[],
    private readonly minLength: number,
  ) {
    for (const word of vocabulary) {
      if (word.length < minLength) continue;
      this.shortened.add(word);
      for (let at = 0; at < word.length; at++) this.shortened.add(without(word, at));
    }
  }

  /** Two words are near when leaving one letter out of each, or of one, can make them equal. */
  has(word: string): boolean {
    if (word.length < this.minLength || word.length > MAX_LENGTH) return false;
    if (this.shortened.has(word)) return true;
    for (let at = 0; at < word.length; at++) if (this.shortened.has(without(word, at))) return true;
    return false;
  }
}

function without(word: string, at: number): string {
  return word.slice(0, at) + word.slice(at + 1);
}
