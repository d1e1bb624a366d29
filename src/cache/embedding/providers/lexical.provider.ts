import type { EmbeddingProvider, ProvidedEmbeddings } from '../embedding-provider.js';
import { lexicalFeatures, type FeatureCounts } from './lexical-features.js';

// There are about four times as many grams as words; a word says more than one of its grams.
const WORD_WEIGHT = 1;
const GRAM_WEIGHT = 0.5;

/**
 * The default: needs no network, no key and no model, and gives the same vector in every process.
 *
 * Lexical, not semantic: two texts are near each other when they share words or parts of words. It finds typing errors,
 * inflections and reordered words; it neither knows that "two-factor login" is "2FA" nor that "enable" is not
 * "disable". Good for tests, for a start, and where only near-duplicates are to be found.
 *
 * Words, word pairs and 3 to 5 characters in a row are hashed into `dimensions` places with a sign, weighted by
 * 1 + ln(count), and the whole has length 1.
 */
export class LexicalEmbeddingProvider implements EmbeddingProvider {
  readonly name = 'lexical';
  /** Raised with every change of the computation. */
  readonly model = 'hashed-ngrams-1';
  readonly maxBatch = 256;
  readonly dimensions: number;

  constructor(options: { readonly dimensions?: number | undefined } = {}) {
    this.dimensions = options.dimensions ?? 384;
  }

  embed(texts: readonly string[]): Promise<ProvidedEmbeddings> {
    return Promise.resolve({ vectors: texts.map((text) => this.vector(text)) });
  }

  private vector(text: string): Float32Array {
    const { words, grams } = lexicalFeatures(text);
    const sums = new Float64Array(this.dimensions);
    this.add(sums, words, WORD_WEIGHT);
    this.add(sums, grams, GRAM_WEIGHT);
    const norm = Math.sqrt(sums.reduce((total, sum) => total + sum * sum, 0));
    // All features may cancel each other out, in very few dimensions: a vector of length 1 is promised all the same.
    if (norm === 0) sums[(words.keys().next().value ?? 0) % this.dimensions] = 1;
    return Float32Array.from(sums, (sum) => sum / (norm === 0 ? 1 : norm));
  }

  private add(sums: Float64Array, features: FeatureCounts, weight: number): void {
    for (const [feature, count] of features) {
      // The sign from a bit that the place hardly depends on.
      const sign = (feature & 0x80000000) === 0 ? 1 : -1;
      const place = (feature & 0x7fffffff) % this.dimensions;
      sums[place] = (sums[place] as number) + sign * weight * (1 + Math.log(count));
    }
  }
}
