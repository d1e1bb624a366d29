// What encryption costs a hit and a fill over Redis: the same cache with and without keys, for answers of two sizes.
// Each arm is gated: with keys the answer must not be readable in Redis, without it must be, or the arm is not what it
// says.
//
//   npm run build && node bench/encryption.mjs
//
// BENCH_ROUNDS (default 9) and BENCH_REPEATS (default 200) change how often each arm is run.
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { createCache } from '../dist/engine.js';
import { measure } from './support/arms.mjs';
import { startRedis } from './support/redis.mjs';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 9);
const REPEATS = Number(process.env.BENCH_REPEATS ?? 200);
const MARK = 'a sentence that is looked for';
const keys = [{ id: 'bench', key: randomBytes(32).toString('base64') }];
const scope = { workspaceId: 'w', clientId: 'c' };

const server = await startRedis();
const client = new Redis(server.url);
const open = [];
try {
  const rows = [];
  for (const bytes of [2048, 65_536]) {
    const answer = { text: MARK + randomBytes(bytes / 2).toString('hex') };
    const arms = [];
    for (const [name, encryption] of [
      ['plain', { keys: [] }],
      ['sealed', { keys }],
    ]) {
      const namespace = `bench-${randomUUID()}`;
      const cache = createCache({
        redis: { url: server.url },
        namespace,
        encryption,
        // What is compressed cannot be searched for its words.
        compressionThresholdBytes: 10 * bytes,
        commandTimeoutMs: 5000,
      });
      open.push(cache);
      await cache.start();
      const ask = (options) =>
        cache.queries.getOrCompute(scope, 'question', () => Promise.resolve(answer), options);
      await ask();
      assert.deepEqual(await ask(), answer);
      assert.equal(await readable(namespace), name === 'plain', `${name} bytes in Redis`);
      arms.push({ name: `hit ${name}`, run: () => ask() });
      arms.push({ name: `fill ${name}`, run: () => ask({ maxAgeMs: 0 }) });
    }
    const results = await measure(arms, { rounds: ROUNDS, repeats: REPEATS });
    for (const step of ['hit', 'fill']) {
      const [plain, sealed] = ['plain', 'sealed'].map((name) =>
        results.find((result) => result.name === `${step} ${name}`),
      );
      rows.push([`${step}, ${bytes / 1024} kB`, plain, sealed]);
    }
  }
  console.log('| | plain, us | sealed, us | ratio |');
  console.log('|---|---:|---:|---:|');
  for (const [what, plain, sealed] of rows) {
    const us = ({ ms }) => (ms * 1000).toFixed(0);
    console.log(`| ${what} | ${us(plain)} | ${us(sealed)} | ${(sealed.ms / plain.ms).toFixed(2)} |`);
  }
} finally {
  for (const cache of open) {
    await cache.invalidator.clear();
    await cache.stop();
  }
  client.disconnect();
  await server.stop();
}

/** Whether the answer's words are somewhere in the namespace's keys. */
async function readable(namespace) {
  for (const key of await client.keys(`${namespace}:query:*:c:*`)) {
    const values = Object.values(await client.hgetallBuffer(key));
    if (values.some((value) => value.includes(MARK))) return true;
  }
  return false;
}
