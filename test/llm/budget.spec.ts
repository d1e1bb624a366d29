import { Redis } from 'ioredis';
import {
  BudgetUnavailableError,
  CachedLLMRouter,
  createCache,
  type BudgetStore,
  type Cache,
} from '../../src/engine.js';
import { KeyDigester } from '../../src/cache/core/digest.js';
import { MemoryBudgetStore } from '../../src/cache/store/memory/memory-budget-store.js';
import { RedisBudgetStore } from '../../src/cache/store/redis/redis-budget-store.js';
import { RedisKeys } from '../../src/cache/store/redis/redis-keys.js';
import { ManualClock } from '../../src/cache/testing/manual-clock.js';
import { startRedis, waitUntil, type RedisServer } from '../support/redis/index.js';
import { spawnWorker, type Worker } from '../support/worker/worker.js';
import { ScriptedModel } from './support/scripted-model.js';

const DAY_MS = 86_400_000;

let server: RedisServer;
let client: Redis;

beforeAll(async () => {
  server = await startRedis();
  client = new Redis(server.url);
  client.on('error', () => undefined);
});

afterAll(async () => {
  client.disconnect();
  await server.stop();
});

beforeEach(async () => {
  await client.flushall();
});

/** Moves the time of an account; on Redis by its books, since the clock of a server cannot be moved. */
interface Subject {
  readonly store: BudgetStore;
  expireReservations(): Promise<void>;
  beginNextWindow(): Promise<void>;
}

function memory(): Subject {
  const clock = new ManualClock();
  return {
    store: new MemoryBudgetStore(clock),
    expireReservations: () => clock.advance(1000),
    beginNextWindow: () => clock.advance(DAY_MS),
  };
}

function redis(): Subject {
  const store = new RedisBudgetStore({ client, owned: false }, new RedisKeys('ai'), new KeyDigester('ai'));
  return {
    store,
    expireReservations: async () => {
      const [key] = await client.keys('budget.ai:*:r');
      for (const id of await client.zrange(key!, '0', '-1')) await client.zadd(key!, '1', id);
    },
    beginNextWindow: async () => {
      const keys = await client.keys('budget.ai:*}');
      await client.hset(keys[0]!, 'window', 'yesterday');
    },
  };
}

describe.each([
  ['memory', memory],
  ['Redis', redis],
] as const)('a budget in %s', (_, make) => {
  const account = { key: 'a', windowMs: DAY_MS };
  const reservation = (id: string, amount: number) => ({ account, id, amount, limit: 100, ttlMs: 1000 });

  it('grants what fits beside what is spent and set aside', async () => {
    const { store } = make();
    expect(await store.reserve(reservation('1', 60))).toEqual({ granted: true, spent: 0, reserved: 0 });
    expect(await store.reserve(reservation('2', 41))).toEqual({ granted: false, spent: 0, reserved: 60 });
    expect(await store.reserve(reservation('3', 40))).toEqual({ granted: true, spent: 0, reserved: 60 });
    await store.settle(account, '1', 70);
    expect(await store.balance(account)).toEqual({ spent: 70, reserved: 40 });
    await store.settle(account, '3', 0);
    expect(await store.reserve(reservation('4', 30))).toMatchObject({
      granted: true,
      spent: 70,
      reserved: 0,
    });
    expect(await store.balance({ key: 'other', windowMs: DAY_MS })).toEqual({ spent: 0, reserved: 0 });
  });

  it('counts a step once that is sent twice', async () => {
    const { store } = make();
    await store.reserve(reservation('1', 60));
    expect((await store.reserve(reservation('1', 60))).granted).toBe(true);
    expect((await store.balance(account)).reserved).toBe(60);
    await store.settle(account, '1', 50);
    await store.settle(account, '1', 50);
    expect(await store.balance(account)).toEqual({ spent: 50, reserved: 0 });
  });

  it('takes back what a dead process had set aside, and still counts a call that was only slow', async () => {
    const { store, expireReservations } = make();
    await store.reserve(reservation('1', 60));
    await expireReservations();
    expect(await store.reserve(reservation('2', 100))).toEqual({ granted: true, spent: 0, reserved: 0 });
    await store.settle(account, '1', 60);
    await store.settle(account, '1', 60);
    expect(await store.balance(account)).toEqual({ spent: 60, reserved: 100 });
  });

  it('begins anew with the window, but for the calls in flight', async () => {
    const { store, beginNextWindow } = make();
    await store.reserve({ ...reservation('1', 60), ttlMs: 2 * DAY_MS });
    await store.reserve({ ...reservation('2', 10), ttlMs: 2 * DAY_MS });
    await store.settle(account, '1', 60);
    await beginNextWindow();
    expect(await store.balance(account)).toEqual({ spent: 0, reserved: 10 });
    await store.settle(account, '2', 7);
    expect(await store.balance(account)).toEqual({ spent: 7, reserved: 0 });
  });

  it('takes calls that cost nothing, and large sums exactly', async () => {
    const { store } = make();
    const free = { account, id: 'free', amount: 0, limit: 0, ttlMs: 1000 };
    expect((await store.reserve(free)).granted).toBe(true);
    await store.settle(account, 'free', 0);
    const large = 1_000_000_000_000_001;
    await store.reserve({ account, id: 'large', amount: large, limit: Number.MAX_SAFE_INTEGER, ttlMs: 1000 });
    await store.settle(account, 'large', large);
    expect(await store.balance(account)).toEqual({ spent: large, reserved: 0 });
  });
});

describe('a budget of several processes', () => {
  let workers: Worker[] = [];

  afterEach(async () => {
    await Promise.all(workers.map((worker) => worker.stop()));
    workers = [];
  });

  const start = async (count: number, options: object): Promise<void> => {
    workers = await Promise.all(Array.from({ length: count }, () => spawnWorker('llm-budget.mjs')));
    await Promise.all(workers.map((worker) => worker.call('start', { url: server.url, ...options })));
  };
  const spend = (calls: number, atOnce: number) =>
    Promise.all(
      workers.map((worker) =>
        worker.call<{ made: number; errors: Record<string, number> }>('spend', calls, atOnce),
      ),
    );

  it('is never overspent when calls cost what they were reckoned at', async () => {
    await start(4, { limitUsd: 100, outputTokens: 1, delayMs: 2 });
    const results = await spend(60, 8);

    const made = results.reduce((sum, result) => sum + result.made, 0);
    const refused = results.reduce((sum, { errors }) => sum + (errors['BudgetExceededError'] ?? 0), 0);
    expect([made, refused]).toEqual([100, 140]);
    expect(await workers[0]!.call('balances')).toEqual({ shared: { spentUsd: 100, reservedUsd: 0 } });
  });

  it('is overspent by no more than the calls in flight when they cost more', async () => {
    await start(4, { limitUsd: 100, outputTokens: 3, delayMs: 2 });
    await spend(60, 8);

    const { shared } = await workers[0]!.call<{ shared: { spentUsd: number; reservedUsd: number } }>(
      'balances',
    );
    expect(shared.reservedUsd).toBe(0);
    expect(shared.spentUsd).toBeGreaterThanOrEqual(100);
    // 32 calls at once, each 2 USD dearer than reckoned.
    expect(shared.spentUsd).toBeLessThanOrEqual(100 + 32 * 2);
  });

  it('gets back what a killed process had set aside, when its time is over', async () => {
    await start(2, { limitUsd: 1, outputTokens: 1, delayMs: 600_000 });
    await workers[0]!.call('begin');
    const reserved = async (): Promise<boolean> => {
      const { shared } = await workers[1]!.call<{ shared: { reservedUsd: number } }>('balances');
      return shared.reservedUsd === 1;
    };
    await waitUntil('the reservation', reserved, 4000);
    await workers[0]!.stop();
    await redis().expireReservations();

    expect(await workers[1]!.call('balances')).toEqual({ shared: { spentUsd: 0, reservedUsd: 0 } });
  });
});

describe('a router whose budget store does not answer', () => {
  let cache: Cache;
  let own: RedisServer;
  const request = { messages: [{ role: 'user' as const, content: 'x' }], temperature: 0 };
  const route = (model: ScriptedModel, onBudgetUnavailable: 'refuse' | 'allow'): CachedLLMRouter =>
    new CachedLLMRouter(cache, {
      providers: [{ name: 'm', model, inputUsdPerMillion: 1, outputUsdPerMillion: 1 }],
      budgets: [{ name: 'b', per: 'router', window: 'day', limitUsd: 1 }],
      onBudgetUnavailable,
    });

  beforeEach(async () => {
    own = await startRedis();
    cache = createCache({ redis: { url: own.url } });
    await cache.start();
  });

  afterEach(async () => {
    await cache.stop(0);
    await own.stop();
  });

  it('refuses calls but for cached replies, or allows them when told so', async () => {
    const model = new ScriptedModel('m');
    const router = route(model, 'refuse');
    await router.invoke(request, { workspaceId: 'w' });
    await own.kill();

    expect((await router.invoke(request, { workspaceId: 'w' })).cached).toBe(true);
    await expect(router.invoke({ ...request, seed: 1 }, { workspaceId: 'w' })).rejects.toThrow(
      BudgetUnavailableError,
    );
    expect(model.calls).toHaveLength(1);
    expect((await route(model, 'allow').invoke({ ...request, seed: 1 }, { workspaceId: 'w' })).text).toBe(
      'Yes.',
    );
  });

  it('is not forgotten by clearing the cache', async () => {
    const router = route(new ScriptedModel('m'), 'refuse');
    await router.invoke(request, { workspaceId: 'w' });
    const before = await router.balances();
    await cache.invalidator.clear();

    expect((await router.invoke({ ...request, seed: 1 }, { workspaceId: 'w' })).cached).toBe(false);
    expect((await router.balances())['b']!.spentUsd).toBeCloseTo(2 * before['b']!.spentUsd, 9);
  });
});
