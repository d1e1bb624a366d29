// Pairs with a recorded similarity, replayed in many orders through the learned bound, beside static thresholds.
// node learned-bound.mjs pairs.jsonl [maxErrorRate] [orders]; a line is {"cosine": 0.91, "same": true}.
import { readFileSync } from 'node:fs';
import { replayLearned } from '../dist/cache/semantic/calibration/replay.js';

const [file, rate = '0.01', orders = '300'] = process.argv.slice(2);
if (file === undefined) throw new Error('Usage: node learned-bound.mjs pairs.jsonl [maxErrorRate] [orders]');
const maxErrorRate = Number(rate);
const pairs = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))
  .map(({ cosine, same }) => ({ similarity: cosine, same }));

const random = mulberry32(Number(process.env.BENCH_SEED ?? 1));
const runs = Array.from({ length: Number(orders) }, () => {
  const order = shuffled(pairs);
  return { ...replayLearned(order, { maxErrorRate, random }), order };
});

const wrong = runs.map((run) => run.wrong);
const hits = mean(runs.map((run) => run.hits));
console.log(
  `${pairs.length} requests, ${pairs.filter(({ same }) => same).length} same, ${runs.length} orders`,
);
console.log(`learned bound at ${maxErrorRate}:   hits ${hits.toFixed(1)}   wrong ${describe(wrong)}`);
const kept = wrong.filter((errors) => errors <= maxErrorRate * pairs.length).length;
console.log(`  orders that keep the rate: ${((100 * kept) / runs.length).toFixed(1)} %`);

// Nothing that sees only the similarity can beat this one on average: it has seen every label beforehand.
const most = Math.ceil(mean(wrong));
for (const errors of [Math.floor(mean(wrong)), most, Math.floor(maxErrorRate * pairs.length)]) {
  console.log(
    `best threshold in hindsight with at most ${errors} wrong:   hits ${inHindsight(pairs, errors)}`,
  );
}

// The same pairs asked for much longer, drawn with replacement: what is left when beginning with nothing weighs little.
const LONG = 50_000;
const draw = () => pairs[Math.floor(random() * pairs.length)];
const long = Array.from({ length: 8 }, () =>
  replayLearned(
    Array.from({ length: LONG }, () => draw()),
    { maxErrorRate, random },
  ),
);
const longWrong = mean(long.map((run) => run.wrong)) / LONG;
const longHits = mean(long.map((run) => run.hits)) / LONG;
console.log(
  `${LONG} requests drawn from the pairs:   hits ${percent(longHits)}   wrong ${percent(longWrong)}   ` +
    `best threshold with no more wrong: ${percent(inHindsight(pairs, Math.floor(longWrong * pairs.length)) / pairs.length)}`,
);

// What one could have done instead: compute and label the first requests, set a threshold, serve the rest by it.
console.log('threshold from the first labels of the same stream, above all but k of their different pairs:');
for (const labelled of [100, 200, 300, 400, 500, 700]) {
  const cells = [0, 1, 2, 3].map((k) => {
    const results = runs.map(({ order }) => bySplit(order, labelled, k));
    return `k=${k}: ${mean(results.map((r) => r.hits)).toFixed(0)} hits, wrong ${describe(results.map((r) => r.wrong))}`;
  });
  console.log(`  ${labelled} labels   ${cells.join('   ')}`);
}

/** Served when everything of a similarity above all but `errors` different pairs is. */
function inHindsight(all, errors) {
  const limit = nthDifferent(all, errors);
  return all.filter(({ similarity }) => similarity > limit).length;
}

function bySplit(order, labelled, k) {
  const limit = nthDifferent(order.slice(0, labelled), k);
  const served = order.slice(labelled).filter(({ similarity }) => similarity > limit);
  return { hits: served.length, wrong: served.filter(({ same }) => !same).length };
}

function nthDifferent(all, n) {
  const different = all.filter(({ same }) => !same).map(({ similarity }) => similarity);
  return different.sort((a, b) => b - a)[n] ?? -Infinity;
}

function describe(counts) {
  const sorted = [...counts].sort((a, b) => a - b);
  return `${mean(counts).toFixed(2)} (95th percentile ${sorted[Math.ceil(0.95 * sorted.length) - 1]})`;
}

function percent(share) {
  return `${(100 * share).toFixed(2)} %`;
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function shuffled(items) {
  const copy = [...items];
  for (let i = copy.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [copy[i], copy[j]] = [copy[j], copy[i]];
  }
  return copy;
}

function mulberry32(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
