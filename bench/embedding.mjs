// Rows: what 1,024 dimensions take in Redis, and what a cached batch of 100 costs beside raw binary reads.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { createCache, createEmbeddingService } from '../dist/engine.js';
import { measure } from './support/arms.mjs';
import { startRedis } from './support/redis.mjs';

const DIMENSIONS = 1024;
const BATCH = 100;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 15);
const REPEATS = Number(process.env.BENCH_REPEATS ?? 40);
const TARGET_BYTES = 0.55;
const TARGET_DISTANCE = 1e-7;
const TARGET_TIME = 1.3;

const texts = Array.from(
  { length: BATCH },
  (_, i) => `A question of some length that has the number ${i} in it`,
);
const exact = new Map(texts.map((text) => [text, unitVector()]));
const provider = {
  name: 'bench',
  model: 'random',
  dimensions: DIMENSIONS,
  maxBatch: BATCH,
  embed: (asked) => Promise.resolve({ vectors: asked.map((text) => exact.get(text)) }),
};

const server = await startRedis();
const client = new Redis(server.url);
const open = [];
const namespaces = [];
try {
  await sizes();
  await times();
} finally {
  for (const cache of open) await cache.stop();
  for (const namespace of namespaces) {
    const keys = await client.keys(`${namespace}:*`);
    if (keys.length > 0) await client.unlink(...keys);
  }
  client.disconnect();
  await server.stop();
}

async function sizes() {
  const rows = [];
  for (const precision of ['float32', 'float16', 'int8']) {
    const options = config({ precision });
    await (await service(options)).embed(texts);
    const vectors = await (await service(options)).embed(texts);
    const keys = await client.keys(`${options.namespace}:embedding:*`);
    assert.equal(keys.length, BATCH);
    let [value, memory] = [0, 0];
    for (const key of keys) {
      value += (await client.strlen(key)) / BATCH;
      memory += (await client.memory('USAGE', key)) / BATCH;
    }
    const farthest = Math.max(...vectors.map((vector, i) => distance(exact.get(texts[i]), vector)));
    rows.push({ precision, value: Math.round(value), memory: Math.round(memory), farthest });
  }
  const [full] = rows;
  console.log(`Bytes in Redis for a vector of ${DIMENSIONS} dimensions (float32 alone: ${4 * DIMENSIONS})`);
  console.table(
    rows.map(({ precision, value, memory, farthest }) => ({
      precision,
      STRLEN: value,
      'MEMORY USAGE': memory,
      'of bare float32': (value / (4 * DIMENSIONS)).toFixed(3),
      'memory of float32': (memory / full.memory).toFixed(3),
      '1 - cos, worst': farthest.toExponential(1),
    })),
  );
  const half = rows[1];
  verdict(`float16 takes at most ${TARGET_BYTES} of float32`, half.value / (4 * DIMENSIONS) <= TARGET_BYTES);
  verdict(`float16 is within 1 - cos of ${TARGET_DISTANCE}`, half.farthest <= TARGET_DISTANCE);
}

async function times() {
  const raw = `bench-${randomUUID()}`;
  namespaces.push(raw);
  const rawKeys = texts.map((_, i) => `${raw}:raw:${i}`);
  for (const [i, text] of texts.entries()) {
    await client.set(rawKeys[i], Buffer.from(Float32Array.from(exact.get(text)).buffer));
  }
  // What one would write by hand: float32 bytes, one MGET, a copy of each into numbers of its own.
  const byHand = async () => {
    const values = await client.mgetBuffer(...rawKeys);
    return values.map((value) => new Float32Array(new Uint8Array(value).buffer));
  };

  const arms = [{ name: 'raw: MGET of float32, to Float32Array', run: byHand }];
  for (const precision of ['float16', 'float32', 'int8']) {
    // No copies in the process: one entry's worth of memory holds none, so that every read goes to Redis.
    const options = config({ precision }, { content: { memoryBytes: 1 } });
    const cold = await service(options);
    await cold.embed(texts);
    arms.push({ name: `cache: ${precision}, from Redis`, run: () => fromCache(cold) });
  }
  const warm = await service(config({ precision: 'float16' }));
  await warm.embed(texts);
  arms.push({ name: 'cache: float16, copies in the process', run: () => fromCache(warm) });
  for (const { run } of arms) await check(run, client);

  const rows = await measure(arms, { rounds: ROUNDS, repeats: REPEATS });
  console.log(`A cached batch of ${BATCH}: median of ${ROUNDS} rounds of ${REPEATS}, arms rotated`);
  console.table(
    rows.map(({ name, ms, ratio }) => ({ arm: name, 'ms a batch': ms.toFixed(3), ratio: ratio.toFixed(2) })),
  );
  verdict(`float16 from Redis is within ${TARGET_TIME} of raw reads`, rows[1].ratio <= TARGET_TIME);
}

/** Right vectors, and from where the arm's name says: counted on the server. */
async function check(run, client) {
  const vectors = await run();
  for (const [i, vector] of vectors.entries()) {
    assert.ok(vector instanceof Float32Array && vector.length === DIMENSIONS);
    assert.ok(distance(exact.get(texts[i]), vector) < 1e-3);
  }
  const before = await reads(client);
  await run();
  const count = (await reads(client)) - before;
  console.log(`  reads sent to Redis for one batch: ${count}`);
}

async function reads(client) {
  const stats = await client.info('commandstats');
  return Number(/cmdstat_mget:calls=(\d+)/.exec(stats)?.[1] ?? 0);
}

async function fromCache(embeddings) {
  const { calls } = embeddings.stats();
  const vectors = await embeddings.embed(texts);
  assert.equal(embeddings.stats().calls, calls, 'nothing may be computed here');
  return vectors;
}

function config(embedding, others = {}) {
  const namespace = `bench-${randomUUID()}`;
  namespaces.push(namespace);
  return { redis: { url: server.url }, namespace, embedding: { provider, ...embedding }, ...others };
}

async function service(options) {
  const cache = createCache(options);
  open.push(cache);
  await cache.start();
  return createEmbeddingService(cache);
}

function unitVector() {
  const normal = Array.from(
    { length: DIMENSIONS },
    () => Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random()),
  );
  const length = Math.hypot(...normal);
  return normal.map((x) => x / length);
}

function distance(a, b) {
  const [na, nb] = [Math.hypot(...a), Math.hypot(...b)];
  return a.reduce((sum, x, i) => sum + (x / na - b[i] / nb) ** 2, 0) / 2;
}

function verdict(what, holds) {
  console.log(`${holds ? 'PASS' : 'FAIL'}  ${what}\n`);
  if (!holds) process.exitCode = 1;
}
