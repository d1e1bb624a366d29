// One application instance under chaos: lanes that read, change data and invalidate, each after its own dice, and a
// file of what they saw (test/chaos/history.ts says how its lines are read). The only process that is asked anything
// is the cache; the data are in a Redis of their own, which nothing happens to.
import { createWriteStream } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { createCache } from '../../dist/engine.js';
import { seededRandom } from '../../dist/cache/testing/conformance/seeded-random.js';
import { RedisStore } from '../../dist/cache/store/redis/redis-store.js';
import { serve } from './runtime.mjs';

class ComputationFailed extends Error {}

const unhandled = [];
const counts = { computations: 0, failed: 0 };
let cache, database, file, load, epoch, lanes;
let stopping = false;

process.on('unhandledRejection', (error) => unhandled.push(String(error?.stack ?? error)));

/** Microseconds since the run's epoch by CLOCK_MONOTONIC, which the processes of one machine share. */
const notAfter = () => Number((process.hrtime.bigint() - epoch) / 1000n);
const notBefore = () => notAfter() + 1;

const line = (...fields) => file.write(`${fields.join(' ')}\n`);

/** Most computations are short; some outlast invalidations, leases' renewals and whole faults. */
function computationMs(random) {
  const kind = random.below(100);
  if (kind < 70) return random.below(20);
  if (kind < 95) return random.below(300);
  return random.below(3000);
}

async function compute(random, { workspace, name, query }, context) {
  counts.computations++;
  const total = computationMs(random);
  // The data are read at some time between the computation's beginning and its end.
  const before = random.below(total + 1);
  if (before > 0) await delay(before);
  const version = Number((await database.get(`v:${workspace}`)) ?? 0);
  // Question 0 uses no document; question n uses document n.
  if (query > 0) context.dependsOn(`document ${query}`);
  if (random.below(200) === 0) throw new ComputationFailed('computation failed');
  if (total > before) await delay(total - before);
  return { answer: `${name}/${query > 0 ? query : '-'}`, version };
}

async function read(random) {
  const workspace = random.below(load.workspaces);
  const client = random.below(4) === 0 ? '-' : random.below(load.clients);
  const query = random.below(load.queries);
  const role = random.below(2);
  const name = `${workspace}/${client}/${query}/${role}`;
  const scope = { workspaceId: `w${workspace}`, ...(client === '-' ? {} : { clientId: `c${client}` }) };
  const key = { query: `question ${query}`, variant: { role } };
  const options = random.below(50) === 0 ? { maxAgeMs: 0 } : {};
  const start = notAfter();
  try {
    const job = (context) => compute(random, { workspace, name, query }, context);
    const resolution = await cache.queries.resolve(scope, key, job, options);
    const hit = resolution.source === 'hit';
    const { answer, version } = hit ? await resolution.value() : resolution.computed;
    const fill = hit ? '-' : resolution.fill;
    line('r', start, notBefore(), name, answer, version, resolution.source, fill);
  } catch (error) {
    if (!(error instanceof ComputationFailed)) throw error;
    counts.failed++;
  }
}

function target(random) {
  const workspace = random.below(load.workspaces);
  const client = random.below(load.clients);
  const kind = random.below(100);
  if (kind < 8) {
    const invalidate = () => cache.invalidator.workspace(`w${workspace}`);
    return { workspace, name: `w/${workspace}`, invalidate };
  }
  if (kind < 20) {
    const query = random.below(load.queries);
    const scope = { workspaceId: `w${workspace}`, clientId: `c${client}` };
    const invalidate = () => cache.invalidator.query(scope, `question ${query}`);
    return { workspace, name: `q/${workspace}/${client}/${query}`, invalidate };
  }
  if (kind < 32) {
    const document = 1 + random.below(load.queries - 1);
    const dependency = { kind: 'document', id: `document ${document}` };
    const invalidate = () => cache.invalidator.dependency(`w${workspace}`, dependency);
    return { workspace, name: `d/${workspace}/${document}`, invalidate };
  }
  const invalidate = () => cache.invalidator.client(`w${workspace}`, `c${client}`);
  return { workspace, name: `c/${workspace}/${client}`, invalidate };
}

/** Changes the data, then tells the cache; repeats an invalidation that was not acknowledged, as an outbox does. */
async function write(random) {
  const { workspace, name, invalidate } = target(random);
  const version = await database.incr(`v:${workspace}`);
  const committed = notBefore();
  let repeats = random.below(4);
  for (;;) {
    const start = notAfter();
    const { acknowledged, reason } = await invalidate();
    line('i', start, notBefore(), name, version, committed, acknowledged ? 'acknowledged' : reason);
    if (acknowledged || repeats-- === 0 || stopping) return;
    await delay(20 + random.below(300));
  }
}

async function lane(number) {
  const random = seededRandom(load.seed * 1000 + number);
  while (!stopping) {
    await delay(random.below(2 * load.pauseMs + 1));
    await (random.below(1000) < load.writesPerMille ? write(random) : read(random));
  }
}

serve({
  async begin({ options, databaseUrl, historyFile, base, fence, ...rest }) {
    load = rest;
    epoch = base;
    if (!fence) takeFenceDown();
    file = createWriteStream(historyFile);
    database = new Redis(databaseUrl);
    cache = createCache(options);
    await cache.start();
    lanes = Promise.all(Array.from({ length: load.lanes }, (_, number) => lane(number)));
    lanes.catch((error) => unhandled.push(`a lane ended: ${error.stack}`));
  },
  async finish() {
    stopping = true;
    await lanes;
    await cache.stop();
    database.disconnect();
    await new Promise((resolve) => file.end(resolve));
    return { ...counts, unhandled };
  },
});

/** A fill is no longer compared: it is stored under whatever is current when it comes, as caches usually do. */
function takeFenceDown() {
  const fill = RedisStore.prototype.fill;
  RedisStore.prototype.fill = async function unfencedFill(request) {
    const { address, createdAt, expiresAt } = request;
    const now = { address, now: createdAt, notBefore: Infinity, ttlMs: expiresAt - createdAt };
    const { token } = await this.begin(now);
    return await fill.call(this, { ...request, token });
  };
}
