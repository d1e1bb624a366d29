import { type ClinicalToken, tokenize } from './clinical-tokens.js';

/** A phrase of a vocabulary, found in a question. */
export interface Mention {
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

/** A vocabulary made ready for lookup: a tree over words, so that a scan costs about one map lookup per token. */
export class Lexicon {
  private readonly root: Node = { next: new Map() };

  /**
   * @param tables one concept a line: `paracetamol: acetaminophen, tylenol`. The name before the colon is a phrase
   *   too, unless it is bracketed: `[beside the point]: phrase, phrase`. An empty line is nothing.
   * @throws {Error} when a phrase stands for two concepts: which of them would count is then nobody's decision.
   */
  constructor(...tables: readonly string[]) {
    for (const line of tables.flatMap((table) => table.split('\n'))) {
      const colon = line.indexOf(':');
      const name = (colon === -1 ? line : line.slice(0, colon)).trim();
      if (name === '') continue;
      const phrases = colon === -1 ? [] : line.slice(colon + 1).split(',');
      if (!name.startsWith('[')) this.add(name, name);
      for (const phrase of phrases) this.add(phrase, name);
    }
  }

  private add(phrase: string, concept: string): void {
    const tokens = tokenize(phrase);
    if (tokens.length === 0) return;
    let node = this.root;
    for (const token of tokens) {
      const next = node.next.get(token.text) ?? { next: new Map() };
      node.next.set(token.text, next);
      node = next;
    }
    if (node.concept !== undefined && node.concept !== concept) {
      throw new Error(`"${phrase.trim()}" stands for ${node.concept} and for ${concept}`);
    }
    node.concept = concept;
  }

  /** The longest phrases, from left to right, without overlap. Plurals count as their singular. */
  scan(tokens: readonly ClinicalToken[]): readonly Mention[] {
    const found: Mention[] = [];
    for (let from = 0; from < tokens.length;) {
      const mention = this.at(tokens, from);
      if (mention !== undefined) found.push(mention);
      from = mention?.to ?? from + 1;
    }
    return found;
  }

  /** The longest phrase that begins at a token. A phrase does not go over a full stop or a comma. */
  at(tokens: readonly ClinicalToken[], from: number): Mention | undefined {
    let node: Node | undefined = this.root;
    let longest: Mention | undefined;
    for (let index = from; index < tokens.length; index++) {
      const token = tokens[index];
      if (token === undefined || (index > from && token.afterBreak)) break;
      node = node.next.get(token.text) ?? node.next.get(token.singular);
      if (node === undefined) break;
      if (node.concept !== undefined) longest = { concept: node.concept, from, to: index + 1 };
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
  for (let index = 0; index < tokens.length; index++) {
    if (lexicon.at(tokens, index) !== undefined) return true;
  }
  return false;
}
