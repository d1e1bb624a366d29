// Rows: what finding the nearest of many vectors costs in the process, beside a scan in C, one in plain JavaScript, and
// Redis vector sets; and how often it is the nearest.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { MemoryVectorIndex, systemClock } from '../dist/engine.js';
import { median } from './support/arms.mjs';
import { clusteredVectors, dot } from './support/clustered-vectors.mjs';
import { startNativeScan } from './support/native-scan.mjs';
import { startRedis } from './support/redis.mjs';

const SIZES = (process.env.BENCH_SIZES ?? '1000,10000,100000').split(',').map(Number);
const DIMENSIONS = Number(process.env.BENCH_DIMENSIONS ?? 384);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 9);
const QUERIES = Number(process.env.BENCH_QUERIES ?? 200);
/** The cache looks at so many neighbours. */
const BEST = 8;
const TARGET_RECALL = 0.99;
const TARGET_OF_NATIVE = 1.6;
const TARGET_MS = 1;
const DAY_MS = 86_400_000;

const { vectors, queriesFor } = clusteredVectors({
  count: Math.max(...SIZES),
  queries: QUERIES,
  dimensions: DIMENSIONS,
});
const server = process.env.BENCH_REDIS === 'no' ? undefined : await startRedis({ command: 'VSIM' });
const client = server && new Redis(server.url);
const key = `bench-${randomUUID()}`;
const rows = [];
try {
  for (const size of [...SIZES].sort((a, b) => a - b)) rows.push(...(await atSize(size)));
} finally {
  if (client) {
    await client.unlink(key);
    client.disconnect();
    await server.stop();
  }
}
print();

async function atSize(size) {
  const queries = queriesFor(size);
  const stored = vectors.slice(0, size);
  const truth = queries.map((query) => nearest(stored, query));
  const native = await startNativeScan(stored, queries);
  const arms = [
    ...(native ? [{ name: native.name, block: () => native.run(size, BEST) }] : []),
    await memoryArm(stored),
    plainArm(stored),
    ...(client ? [await redisArm(stored)] : []),
  ];
  const results = await measure(arms, queries);
  await native?.stop();
  const recalls = await Promise.all(
    arms.map(async ({ find }) => {
      if (find === undefined) return undefined;
      let right = 0;
      for (const [i, query] of queries.entries()) {
        const [first] = await find(query);
        // Another one that is as near to within what a float32 can tell is as right.
        if (dot(stored[Number(first)], query) >= truth[i] - 1e-6) right++;
      }
      return right / queries.length;
    }),
  );
  return results.map((result, i) => ({ size, ...result, recall: recalls[i] }));
}

/** The cosine of the nearest one. */
function nearest(stored, query) {
  return stored.reduce((best, vector) => Math.max(best, dot(vector, query)), -1);
}

async function memoryArm(stored) {
  const space = { workspace: 'w', client: 'c', partition: 'p', embedding: 'e' };
  const index = new MemoryVectorIndex({ maxBytes: 1024 ** 3, clock: systemClock });
  const began = performance.now();
  for (const [i, vector] of stored.entries()) await index.add(space, String(i), vector, DAY_MS);
  report(stored.length, 'MemoryVectorIndex', began);
  const find = async (query) => (await index.search(space, query, BEST)).map(({ pointer }) => pointer);
  const run = (query) => index.search(space, query, BEST);
  return { name: 'MemoryVectorIndex', find, block: (queries) => timed(queries, run) };
}

function plainArm(stored) {
  const flat = new Float32Array(stored.length * DIMENSIONS);
  for (const [i, vector] of stored.entries()) flat.set(vector, i * DIMENSIONS);
  const find = (query) => {
    let [best, place] = [-2, -1];
    for (let row = 0, at = 0; row < stored.length; row++) {
      let [a, b, c, d] = [0, 0, 0, 0];
      for (let i = 0; i < DIMENSIONS; i += 4, at += 4) {
        a += flat[at] * query[i];
        b += flat[at + 1] * query[i + 1];
        c += flat[at + 2] * query[i + 2];
        d += flat[at + 3] * query[i + 3];
      }
      const score = a + b + (c + d);
      if (score > best) [best, place] = [score, row];
    }
    return [place];
  };
  return {
    name: 'scan of typed arrays (JavaScript, best one)',
    find,
    block: (queries) => timed(queries, find),
  };
}

async function redisArm(stored) {
  const began = performance.now();
  const there = await client.call('VCARD', key).catch(() => 0);
  for (let i = Number(there); i < stored.length;) {
    const pipeline = client.pipeline();
    for (const end = Math.min(stored.length, i + 200); i < end; i++) {
      pipeline.call('VADD', key, 'FP32', Buffer.from(stored[i].buffer), String(i));
    }
    for (const [error] of await pipeline.exec()) assert.ifError(error);
  }
  report(stored.length - Number(there), 'Redis', began);
  const find = (query) => client.call('VSIM', key, 'FP32', Buffer.from(query.buffer), 'COUNT', BEST);
  const run = (query) =>
    client.call('VSIM', key, 'FP32', Buffer.from(query.buffer), 'WITHSCORES', 'COUNT', BEST);
  const block = async (queries) => {
    const before = await serverCpu();
    const { cpu, times } = await timed(queries, run);
    return { times, cpu: cpu + (await serverCpu()) - before };
  };
  return { name: 'Redis vector set (HNSW, Q8, own process; CPU of both)', find, block };
}

async function serverCpu() {
  const info = await client.info('cpu');
  const seconds = (name) => Number(new RegExp(`used_cpu_${name}:([\\d.]+)`).exec(info)[1]);
  return (seconds('sys') + seconds('user')) * 1000;
}

/** Every query once: how long each took, and the CPU time of all, in ms. */
async function timed(queries, run) {
  const times = [];
  const before = process.cpuUsage();
  for (const query of queries) {
    const began = performance.now();
    await run(query);
    times.push(performance.now() - began);
  }
  const { user, system } = process.cpuUsage(before);
  return { times, cpu: (user + system) / 1000 };
}

/** Every arm once a round, in an order that rotates, so that the machine's moods fall on all alike. */
async function measure(arms, queries) {
  const rounds = new Map(arms.map(({ name }) => [name, []]));
  // One round that does not count: compilers and caches warm up.
  for (let round = -1; round < ROUNDS; round++) {
    const start = (round + 1) % arms.length;
    for (const { name, block } of [...arms.slice(start), ...arms.slice(0, start)]) {
      const { times, cpu } = await block(queries);
      if (round >= 0) rounds.get(name).push({ p50: median(times), cpu: cpu / queries.length });
    }
  }
  const baseline = rounds.get(arms[0].name);
  return arms.map(({ name }) => {
    const of = rounds.get(name);
    const p50s = of.map(({ p50 }) => p50);
    return {
      name,
      p50: median(p50s),
      spread: [Math.min(...p50s), Math.max(...p50s)],
      cpu: median(of.map(({ cpu }) => cpu)),
      ratio: median(p50s.map((p50, round) => p50 / baseline[round].p50)),
    };
  });
}

function report(count, where, began) {
  if (count === 0) return;
  const ms = (performance.now() - began) / count;
  console.log(`${count} vectors added to ${where}, ${ms.toFixed(3)} ms each`);
}

function print() {
  console.log(
    `\n${DIMENSIONS} dimensions, ${BEST} neighbours, ${QUERIES} queries a round, ${ROUNDS} rounds, arms rotated.`,
  );
  console.log('p50: median of the rounds (least to most). "of native": median of each round’s quotient.\n');
  console.log('| vectors | arm | p50, ms | CPU, ms | of native | recall@1 |');
  console.log('|---:|---|---:|---:|---:|---:|');
  for (const { size, name, p50, spread, cpu, ratio, recall } of rows) {
    const range = spread.map((ms) => ms.toFixed(3)).join(' to ');
    const times = `${p50.toFixed(3)} (${range}) | ${cpu.toFixed(3)} | ${ratio.toFixed(2)}`;
    console.log(`| ${size} | ${name} | ${times} | ${recall?.toFixed(3) ?? '-'} |`);
  }
  console.log();
  for (const { size, name, p50, ratio, recall } of rows) {
    if (name !== 'MemoryVectorIndex') continue;
    verdict(`recall@1 of ${size} is at least ${TARGET_RECALL}`, recall >= TARGET_RECALL);
    if (size === 1000)
      verdict(`p50 of 1000 is within ${TARGET_OF_NATIVE} of native`, ratio <= TARGET_OF_NATIVE);
    if (size === 100_000) verdict(`p50 of 100000 is below ${TARGET_MS} ms`, p50 < TARGET_MS);
  }
}

function verdict(what, holds) {
  console.log(`${holds ? 'PASS' : 'FAIL'}  ${what}`);
  if (!holds) process.exitCode = 1;
}
