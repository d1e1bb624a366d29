import { percent } from '../io/figures.js';
import { table } from '../io/table.js';
import type { LearnedReport, Spread, StaticThreshold } from './learned-replay.js';

export function learnedText({ maxErrorRate, runs, pairs, bestThreshold, ...shares }: LearnedReport): string {
  const row = (name: string, { mean, lowest, highest }: Spread): string[] => [
    name,
    percent(mean, 2),
    `${percent(lowest, 2)} to ${percent(highest, 2)}`,
  ];
  const threshold = (best: StaticThreshold | undefined): string =>
    best === undefined
      ? 'none has a hit'
      : `${best.threshold}: hits ${percent(best.hits, 2)}, wrong ${percent(best.wrong, 2)}`;
  return [
    `Learned bound with at most ${percent(maxErrorRate, 2)} wrong of all: ${pairs} requests in ${runs} random orders`,
    table(
      ['of all requests', 'mean', 'from run to run'],
      [row('hits', shares.hits), row('wrong', shares.wrong), row('explored', shares.explored)],
    ),
    'For comparison the best single threshold, chosen in hindsight',
    `with as many errors as allowed            ${threshold(bestThreshold.asAllowed)}`,
    `with as many as the learned bound made    ${threshold(bestThreshold.asMade)}`,
  ].join('\n');
}
