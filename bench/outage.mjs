// What an outage costs: the first request in it, those after it, and how soon it is over once the server is back.
// Each arm is gated: it must serve nothing older than its own invalidation, or its figures are worth nothing.
//
//   npm run build && node bench/outage.mjs
//
// BENCH_ROUNDS (default 7) changes how often each arm is run.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { createCache } from '../dist/engine.js';
import { median } from './support/arms.mjs';
import { startOwnRedis } from './support/redis.mjs';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 7);
const LATER = 200;
const COMMAND_TIMEOUT_MS = 250;
const TARGET_FIRST_MS = COMMAND_TIMEOUT_MS + 10;
const TARGET_LATER_MS = 2;
const TARGET_RECOVERY_MS = 2000;
/** How long each outage lasts: long enough for the pauses between probes to have grown to their longest. */
const OUTAGE_MS = 3000;

const arms = [
  {
    name: 'SIGSTOP, SIGCONT',
    begin: (server) => server.signal('SIGSTOP'),
    end: (server) => server.signal('SIGCONT'),
  },
  {
    name: 'kill -9, restart',
    begin: (server) => server.kill(),
    end: (server) => server.start(),
  },
];

const rows = [];
for (const arm of arms) {
  const firsts = [];
  const laters = [];
  const plains = [];
  const invalidations = [];
  const recoveries = [];
  for (let round = 0; round < ROUNDS; round++) {
    const server = await startOwnRedis();
    const cache = createCache({
      redis: { url: server.url },
      namespace: `bench-${randomUUID()}`,
      commandTimeoutMs: COMMAND_TIMEOUT_MS,
    });
    await cache.start();
    const ask = (clientId, value) =>
      cache.queries.getOrCompute({ workspaceId: 'w', clientId }, 'question', () => Promise.resolve(value));
    // Compiled, and connected, before anything is measured.
    for (let n = 0; n < 500; n++) await ask(`warm ${n % 7}`, n);
    await ask('ana', 'old');

    await arm.begin(server);
    firsts.push(await time(() => ask('ana', 'computed')));
    for (let n = 0; n < LATER; n++) {
      laters.push(await time(() => ask('ana', n)));
      plains.push(await time(() => Promise.resolve(n)));
    }
    invalidations.push(
      await time(async () => assert.equal((await cache.invalidator.client('w', 'ana')).acknowledged, false)),
    );
    await delay(OUTAGE_MS);
    await arm.end(server);
    const back = performance.now();
    while (cache.health().state !== 'healthy') await delay(1);
    recoveries.push(performance.now() - back);
    // The gate.
    assert.equal(await ask('ana', 'new'), 'new');
    assert.equal(await ask('ana', 'never'), 'new');
    await cache.stop();
    await server.stop();
  }
  rows.push({
    arm: arm.name,
    first: Math.max(...firsts),
    later: percentile(laters, 0.99) - median(plains),
    laterMedian: median(laters),
    invalidation: Math.max(...invalidations),
    recovery: Math.max(...recoveries),
  });
}

console.log(
  `${ROUNDS} outages each, commandTimeoutMs ${COMMAND_TIMEOUT_MS}, ${LATER} requests after the first`,
);
console.table(
  rows.map((row) => ({
    outage: row.arm,
    'first, worst ms': row.first.toFixed(1),
    'later, median ms': row.laterMedian.toFixed(3),
    'later, p99 ms': row.later.toFixed(3),
    'invalidation, worst ms': row.invalidation.toFixed(3),
    'recovery, worst ms': row.recovery.toFixed(0),
  })),
);
for (const { arm, first, later, recovery } of rows) {
  verdict(`${arm}: the first request within ${TARGET_FIRST_MS} ms`, first <= TARGET_FIRST_MS);
  verdict(`${arm}: 99 of 100 later ones within ${TARGET_LATER_MS} ms`, later <= TARGET_LATER_MS);
  verdict(`${arm}: healthy within ${TARGET_RECOVERY_MS} ms`, recovery <= TARGET_RECOVERY_MS);
}

async function time(work) {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function percentile(numbers, share) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length * share)];
}

function verdict(what, holds) {
  console.log(`${holds ? 'PASS' : 'FAIL'}  ${what}`);
  if (!holds) process.exitCode = 1;
}
