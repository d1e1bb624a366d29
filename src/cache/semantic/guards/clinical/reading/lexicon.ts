import { type ClinicalToken, tokenize } from './clinical-tokens.js';
import { addStart, nextVocabularyBit } from './word-starts.js';

/** A phrase of a vocabulary, found in a question. */
export interface Mention {
  /** What it means; empty for a phrase that is listed because it means nothing. */
  readonly concept: string;
  /** Index of its first token. */
  readonly from: number;
  /** Index after its last token. */
  readonly to: number;
}

interface Node {
  concept?: string;
  readonly next: Map<string, Node>;
}

/** A vocabulary made ready for lookup: a tree over words in their singular. */
export class Lexicon {
  private readonly root: Node = { next: new Map() };
  private readonly bit = nextVocabularyBit();

  /**
   * @param tables one concept a line, with its phrases: `paracetamol: acetaminophen, tylenol`. The name before the
   *   colon is a phrase too, unless it is bracketed: `[cause]: cause of`. A line `-: face mask` lists phrases that
   *   mean nothing, although a shorter phrase in them would.
   * @throws {Error} when a phrase stands for two concepts: which of them would count is then nobody's decision.
   */
  constructor(...tables: readonly string[]) {
    for (const line of tables.flatMap((table) => table.split('\n'))) {
      const colon = line.indexOf(':');
      const name = (colon === -1 ? line : line.slice(0, colon)).trim();
      if (name === '') continue;
      const concept = name === '-' ? '' : name.replaceAll(/[[\]]/g, '');
      if (name === concept) this.add(name, concept);
      for (const phrase of colon === -1 ? [] : line.slice(colon + 1).split(',')) this.add(phrase, concept);
    }
  }

  private add(phrase: string, concept: string): void {
    let node = this.root;
    for (const [index, { singular }] of tokenize(phrase).entries()) {
      if (index === 0) addStart(singular, this.bit);
      const next = node.next.get(singular) ?? { next: new Map() };
      node.next.set(singular, next);
      node = next;
    }
    if (node.concept !== undefined && node.concept !== concept) {
      throw new Error(`"${phrase.trim()}" stands for "${node.concept}" and for "${concept}"`);
    }
    node.concept = concept;
  }

  /** The longest phrases that mean something, from left to right, without overlap. */
  scan(tokens: readonly ClinicalToken[]): readonly Mention[] {
    const found: Mention[] = [];
    for (let from = 0; from < tokens.length;) {
      const mention = this.at(tokens, from);
      if (mention !== undefined && mention.concept !== '') found.push(mention);
      from = mention?.to ?? from + 1;
    }
    return found;
  }

  /** The longest phrase that begins at a token. A phrase does not go over a full stop or a comma. */
  at(tokens: readonly ClinicalToken[], from: number): Mention | undefined {
    let token = tokens[from];
    if (token === undefined || (token.starts & this.bit) === 0) return undefined;
    let node: Node | undefined = this.root;
    let longest: Mention | undefined;
    for (let index = from; token !== undefined; token = tokens[index]) {
      if (index > from && token.afterBreak) break;
      node = node.next.get(token.singular);
      if (node === undefined) break;
      index += 1;
      if (node.concept !== undefined) longest = { concept: node.concept, from, to: index };
    }
    return longest;
  }

  /** Every one-word phrase of the vocabulary, for finding words that are nearly one. */
  words(): readonly string[] {
    return [...this.root.next].flatMap(([word, node]) => (node.concept === undefined ? [] : [word]));
  }
}

/** Whether a phrase of the lexicon is in the question. */
export function mentions(lexicon: Lexicon, tokens: readonly ClinicalToken[]): boolean {
  return tokens.some((_, index) => lexicon.at(tokens, index) !== undefined);
}
