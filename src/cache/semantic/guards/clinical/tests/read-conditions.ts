import { readTokens } from '../reading/clinical-tokens.js';
import { Lexicon, type Mention } from '../reading/lexicon.js';
import { perText } from '../reading/per-text.js';
import { isMadeLikeACondition } from './condition-stems.js';
import { NAMED_CONDITIONS as NAMED } from './condition-lexicon.js';
import { TESTS } from './tests.data.js';

const TESTED = new Lexicon(TESTS);
/** Abbreviations that are everyday words in small letters: counted in capitals only. */
const CAPITALS_ONLY = new Set(
  'add bed si hi pe oa ra af mi als tia cage act echo ast alt labs fit dm aids weight'
    .split(' ')
    // These are no everyday words, or the everyday sense is the clinical one.
    .filter((word) => !['dm', 'weight', 'labs', 'tia', 'echo', 'oa', 'ast'].includes(word)),
);

/** The conditions of a question, in order. */
export const readConditions = perText((text): readonly Mention[] => {
  const tokens = readTokens(text);
  const found: Mention[] = [];
  for (let from = 0; from < tokens.length;) {
    const token = tokens[from];
    const test = TESTED.at(tokens, from);
    const named = everydayWord(token) ? undefined : NAMED.at(tokens, from);
    const word = token?.singular ?? '';
    const after = Math.max(named?.to ?? 0, test?.to ?? 0, from + 1);
    // The longer name counts: `depression` in `beck depression inventory` is no condition.
    if (named !== undefined && named.to >= (test?.to ?? 0)) found.push(named);
    else if (test === undefined && isMadeLikeACondition(word)) {
      found.push({ concept: `unlisted ${word}`, from, to: from + 1 });
    }
    from = after;
  }
  return found;
});

/** The tests, scales, procedures and therapies of a question, in order. */
export const readTests = perText((text): readonly Mention[] => {
  const tokens = readTokens(text);
  const found: Mention[] = [];
  for (let from = 0; from < tokens.length;) {
    const test = everydayWord(tokens[from]) ? undefined : TESTED.at(tokens, from);
    const named = NAMED.at(tokens, from);
    if (test !== undefined && test.to > (named?.to ?? 0)) found.push(test);
    from = Math.max(named?.to ?? 0, test?.to ?? 0, from + 1);
  }
  return found;
});

function everydayWord(token: { readonly text: string; readonly capitals: boolean } | undefined): boolean {
  return token !== undefined && !token.capitals && CAPITALS_ONLY.has(token.text);
}
