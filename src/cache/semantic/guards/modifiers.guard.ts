import { align, type Alignment } from './align.js';
import { type Guard, type GuardedText, type Token } from './guard.js';

/**
 * A word that only one question has: it narrows what the question is about. One such word passes where the question
 * was put in other words besides, and it stands before nothing that both name: `export notion pages to markdown`,
 * `how to export from notion to markdown`. A word put into an otherwise unchanged question never passes.
 */
export const modifiersGuard: Guard = {
  name: 'modifiers',
  differ(a, b) {
    const alignment = align(a, b);
    const { onlyA, onlyB } = alignment;
    if (onlyA.length + onlyB.length === 0 || (onlyA.length > 0 && onlyB.length > 0)) return undefined;
    const [longer, shorter, extra] = onlyA.length > 0 ? [a, b, onlyA] : [b, a, onlyB];
    return isWording(longer, shorter, extra, alignment)
      ? undefined
      : { reason: 'a word is in one question only' };
  },
};

function isWording(
  longer: GuardedText,
  shorter: GuardedText,
  extra: readonly Token[],
  { shared }: Alignment,
): boolean {
  const [word] = extra;
  if (word === undefined || extra.length > 1 || shared < 3 || word.proper) return false;
  const at = longer.tokens.indexOf(word);
  const next = longer.tokens[at + 1];
  if (next !== undefined && next.kind !== 'function' && next.kind !== 'filler') return false;
  if (longer.intent === 'yesno') return false;
  return !isInserted(longer, shorter, word);
}

/** Whether the shorter question is the longer one without the word, small words apart. */
function isInserted(longer: GuardedText, shorter: GuardedText, word: Token): boolean {
  const rest = contentsOf(longer).filter((token) => token.concept !== word.concept);
  const others = contentsOf(shorter);
  return (
    rest.length === others.length && rest.every(({ concept }, index) => concept === others[index]?.concept)
  );
}

function contentsOf(text: GuardedText): readonly Token[] {
  return text.tokens.filter(
    ({ kind }) => kind !== 'function' && kind !== 'filler' && kind !== 'light' && kind !== 'wording',
  );
}
