import { type Guard, type GuardedText } from './guard.js';

/**
 * Small words that presuppose something, by what they presuppose. `also` and `too` are not among them: they say what
 * was talked about before, not what is asked.
 */
const PARTICLES: ReadonlyMap<string, string> = new Map(
  (
    'still:still again:again already:already yet:already even:even else:other other:other another:other same:same ' +
    'both:both either:either neither:neither ahead:ahead away:away eventually:eventually'
  )
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);

/** Still, again, already, another, the same, both, either: what is taken for known, or which of several is meant. */
export const particlesGuard: Guard = {
  name: 'particles',
  differ(a, b) {
    const [ofA, ofB] = [particlesOf(a), particlesOf(b)];
    return ofA === ofB
      ? undefined
      : { reason: 'a word such as still, again or other is in one question only' };
  },
};

function particlesOf({ tokens, words }: GuardedText): string {
  const found = new Set<string>();
  tokens.forEach(({ word }, at) => {
    const particle = PARTICLES.get(word);
    if (particle === undefined) return;
    // `both A and B` is `A and B`, `either A or B` is `A or B`: the lists say it already. `far away` is far.
    if (particle === 'both' && words.has('and')) return;
    if (particle === 'either' && words.has('or')) return;
    const before = tokens[at - 1]?.word;
    if (word === 'away' && (before === 'far' || before === 'right')) return;
    if (word === 'ahead' && before === 'go') return;
    found.add(particle);
  });
  return found.size < 2 ? [...found].join('') : [...found].sort().join(' ');
}
