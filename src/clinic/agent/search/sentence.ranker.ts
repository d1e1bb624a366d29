import { Injectable, Logger } from '@nestjs/common';
import { EmbeddingError, EmbeddingService, noStore } from '../../../index.js';
import type { Passage, Sentence, Terms } from '../agent.types.js';

/** Sentences compared with a question at most: one call to any of the providers. */
const MAX_SENTENCES = 96;

/** Tells how near sentences are to a question, by embeddings. */
@Injectable()
export class SentenceRanker {
  private readonly logger = new Logger('Agent');

  constructor(private readonly embeddings: EmbeddingService) {}

  /**
   * The passages with the similarity of those sentences that hold a word of what was asked. A provider that fails
   * costs the similarities and not the answer, which is then not kept: the next one may be better.
   */
  async rank(
    workspaceId: string,
    question: string,
    terms: Terms,
    passages: readonly Passage[],
  ): Promise<readonly Passage[]> {
    const texts = candidates(terms, passages);
    if (texts.length === 0) return passages;
    try {
      const [asked, vectors] = await Promise.all([
        this.embeddings.embed(question, { inputType: 'search_query', workspaceId }),
        this.embeddings.embed(texts, { inputType: 'search_document', workspaceId }),
      ]);
      const similarities = new Map(texts.map((text, index) => [text, cosine(asked, vectors[index])]));
      const compared = (sentence: Sentence): Sentence => {
        const similarity = similarities.get(sentence.text);
        return similarity === undefined ? sentence : { ...sentence, similarity };
      };
      return passages.map((passage) => ({ ...passage, sentences: passage.sentences.map(compared) }));
    } catch (error) {
      if (!(error instanceof EmbeddingError)) throw error;
      noStore();
      this.logger.warn(`Sentences are not compared with the question: ${error.message}`);
      return passages;
    }
  }
}

/** Each text once, of the best passages first. */
function candidates(terms: Terms, passages: readonly Passage[]): string[] {
  const matching = passages.flatMap(({ sentences }) =>
    sentences.filter(({ lexemes }) => lexemes.some((lexeme) => terms.has(lexeme))).map(({ text }) => text),
  );
  return [...new Set(matching)].slice(0, MAX_SENTENCES);
}

/** 1 for the same direction, 0 for nothing in common. */
function cosine(a: Float32Array, b: Float32Array = new Float32Array(a.length)): number {
  const dot = (x: Float32Array, y: Float32Array): number =>
    x.reduce((sum, value, index) => sum + value * (y[index] ?? 0), 0);
  const length = Math.sqrt(dot(a, a) * dot(b, b));
  return length === 0 ? 0 : dot(a, b) / length;
}
