import type { Share } from '../../cache/semantic/calibration/calibration.types.js';
import { count, interval, percent } from '../io/figures.js';
import { table } from '../io/table.js';
import type { Simulation } from './simulation.js';
import type { StreamReport } from './tally.js';

/** Everything, in the order in which one asks: what was replayed, how often it hit, how often wrongly, and over time. */
export function simulationText(simulation: Simulation): string {
  const { file, embedder, threshold, maxErrorRate, guardNames, report, speed } = simulation;
  const learned =
    maxErrorRate === undefined ? '' : `, learned bound with at most ${percent(maxErrorRate, 2)} wrong`;
  return [
    [
      `${file}: ${count(report.questions)} questions, ${count(report.ceiling.count)} of them with an answer that was given before`,
      `embedder    ${embedder}`,
      `threshold   ${threshold}${learned}`,
      `guards      ${guardNames.join(', ')}`,
    ].join('\n'),
    sharesText(report),
    `${count(report.misses)} misses, ${count(report.explored)} of them explored: computed to learn whether the candidate was right`,
    refusedText(report),
    partsText(report),
    `${count(Math.round(speed.questionsPerSecond))} questions a second (embedding ${speed.embeddingMs.toFixed(0)} ms, replay ${speed.replayMs.toFixed(0)} ms)`,
  ].join('\n\n');
}

function sharesText({ hits, wrong, exact, semantic, ceiling }: StreamReport): string {
  const row = (name: string, share: Share): string[] => [
    name,
    `${count(share.count)} of ${count(share.of)}`,
    percent(share.value, 2),
    interval(share),
  ];
  return table(
    ['', 'count', 'share', '[95 %]'],
    [
      row('hits, of all questions', hits),
      row('  exact', exact.hits),
      row('  semantic', semantic.hits),
      row('wrong, of all questions', wrong),
      row('right, of exact hits', exact.precision),
      row('right, of semantic hits', semantic.precision),
      row('a perfect cache would hit', ceiling),
    ],
  );
}

function refusedText({ refused }: StreamReport): string {
  if (refused.length === 0) return 'No candidate at or above the threshold was refused';
  return `Candidates at or above the threshold that were refused\n${table(
    ['by', 'wrong ones', 'right ones'],
    refused.map(({ by, wrong, right }) => [by, count(wrong), count(right)]),
  )}`;
}

function partsText({ parts }: StreamReport): string {
  return `Over time\n${table(
    ['until question', 'exact', 'semantic', 'wrong', 'explored', 'hit rate'],
    parts.map(({ until, questions, exact, semantic, wrong, explored }) => [
      count(until),
      ...[exact, semantic, wrong, explored].map(count),
      percent((exact + semantic) / questions),
    ]),
  )}`;
}
