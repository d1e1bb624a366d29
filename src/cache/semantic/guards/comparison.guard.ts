import { align } from './align.js';
import { type Guard, type GuardedText } from './guard.js';
import { wordSet } from './words/word-set.js';

const DEGREES = wordSet(
  'more less most least over under before after until till since atleast atmost above below beyond too enough almost',
  'nearly half twice double triple',
);
/** `learn more about` compares nothing. */
const ADDING = wordSet('information info detail details about help learn know tell');

/** Degrees and bounds: more or less, at least or at most, before, after, until, within. */
export const comparisonGuard: Guard = {
  name: 'comparison',
  differ(a, b) {
    const ofA = degreesOf(a);
    const ofB = degreesOf(b);
    if (ofA === 'more' && ofB === 'less' && align(a, b).flips === 1) return undefined;
    if (ofA === 'less' && ofB === 'more' && align(a, b).flips === 1) return undefined;
    return ofA === ofB ? undefined : { reason: 'a degree or bound differs' };
  },
};

function degreesOf(text: GuardedText): string {
  const found: string[] = [];
  text.tokens.forEach(({ word }, at) => {
    if (!DEGREES.has(word)) return;
    const around = [text.tokens[at - 1]?.word ?? '', text.tokens[at + 1]?.word ?? ''];
    if (word === 'more' && around.some((neighbour) => ADDING.has(neighbour))) return;
    found.push(word === 'till' ? 'until' : word);
  });
  return [...new Set(found)].sort().join(' ');
}
