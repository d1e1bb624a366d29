import { startRedis, waitUntil, type RedisServer } from '../support/redis/index.js';
import { type CacheNode, freshNamespace, startNodes } from './cache-node.js';

// Several processes and servers are started; on a busy machine that takes its time.
jest.setTimeout(60_000);

const COMMAND_TIMEOUT_MS = 250;
/** What a busy machine with few cores may add. */
const SLACK_MS = 400;
const ANA = { workspaceId: 'w', clientId: 'ana' };
const BEN = { workspaceId: 'w', clientId: 'ben' };

describe('a server that stands still (SIGSTOP) with its connections open', () => {
  let server: RedisServer;
  let nodes: CacheNode[];
  let a: CacheNode, b: CacheNode;

  beforeEach(async () => {
    server = await startRedis();
    nodes = await startNodes(2, {
      redis: { url: server.url },
      namespace: freshNamespace(),
      commandTimeoutMs: COMMAND_TIMEOUT_MS,
    });
    [a, b] = nodes as [CacheNode, CacheNode];
  });

  afterEach(async () => {
    await Promise.all(nodes.map((node) => node.stop()));
    await server.stop();
  });

  const noneUnhandled = async (): Promise<void> => {
    for (const node of nodes) expect(await node.unhandled()).toEqual([]);
  };

  async function timed<T>(work: Promise<T>): Promise<{ ms: number; result: T }> {
    const started = performance.now();
    const result = await work;
    return { ms: performance.now() - started, result };
  }

  it('answers by computing, within the bound; afterwards hits return and freshness held', async () => {
    await a.ask(ANA, 'kept', 'kept');
    await a.ask(BEN, 'changed', 'old');
    // Runs across the whole outage, begun before an invalidation that is acknowledged before it.
    const early = a.read(BEN, 'running');
    expect(await early.entered).toBe(true);
    expect((await b.invalidateClient('w', 'ben')).acknowledged).toBe(true);
    // Runs into the outage.
    const ending = a.read(ANA, 'ends in the outage');
    expect(await ending.entered).toBe(true);

    await server.pause();
    const alone = await timed(a.ask(ANA, 'kept', 'computed'));
    expect(alone.result).toEqual({ value: 'computed', source: 'computed', fill: 'error' });
    expect(alone.ms).toBeLessThan(COMMAND_TIMEOUT_MS + SLACK_MS);

    // The bound is for each request, however many there are at once.
    const crowd = await timed(
      Promise.all(Array.from({ length: 50 }, (_, index) => b.ask(ANA, `q${String(index)}`, index))),
    );
    expect(crowd.result.map(({ value }) => value)).toEqual(Array.from({ length: 50 }, (_, index) => index));
    expect(crowd.ms).toBeLessThan(COMMAND_TIMEOUT_MS + SLACK_MS);

    // A fill that is not answered holds its reader up for one time-out, not for several.
    const ended = await timed(ending.finish('ended'));
    expect(ended.result).toMatchObject({ value: 'ended', fill: 'error' });
    expect(ended.ms).toBeLessThan(COMMAND_TIMEOUT_MS + 150);

    const unacknowledged = await timed(b.invalidateClient('w', 'ana'));
    expect(unacknowledged.result).toEqual({
      acknowledged: false,
      entries: 0,
      reason: 'store_unavailable',
      pending: 'memory',
    });
    expect(unacknowledged.ms).toBeLessThan(COMMAND_TIMEOUT_MS + SLACK_MS);

    await server.resume();
    await waitUntil('it answers again', async () => (await a.ask(ANA, 'probe', 'probe')).source === 'hit');
    expect((await b.invalidateClient('w', 'ana')).acknowledged).toBe(true);
    expect(await early.finish('old')).toMatchObject({ value: 'old', fill: 'refused' });
    for (const [scope, question] of [
      [ANA, 'kept'],
      [ANA, 'ends in the outage'],
      [BEN, 'changed'],
      [BEN, 'running'],
    ] as const) {
      expect(await a.ask(scope, question, 'new')).toMatchObject({ value: 'new', source: 'computed' });
      expect(await b.ask(scope, question, 'not computed')).toEqual({ value: 'new', source: 'hit' });
    }
    await noneUnhandled();
  });

  it('releases those who wait for another process: they compute', async () => {
    const owner = a.read(ANA, 'shared');
    expect(await owner.entered).toBe(true);
    const waiter = b.read(ANA, 'shared');
    await waitUntil('it has asked', async () => (await b.counts()).misses === 1);
    await server.pause();
    // One look's pause at most, then one time-out.
    const { ms, result } = await timed(waiter.finish('own'));
    expect(result).toMatchObject({ value: 'own', source: 'computed' });
    expect(ms).toBeLessThan(250 + COMMAND_TIMEOUT_MS + SLACK_MS);
    // The owner's failure reaches its reader at once, too.
    const failed = timed(owner.fail('no').then(() => owner.answer.catch(() => 'failed')));
    expect((await failed).ms).toBeLessThan(COMMAND_TIMEOUT_MS + SLACK_MS);
    await server.resume();
    await waitUntil('it answers again', async () => (await a.ask(ANA, 'probe', 'probe')).source === 'hit');
    await noneUnhandled();
  });

  it('a server that is gone costs no time-out, and is found again', async () => {
    await a.ask(ANA, 'kept', 'kept');
    await server.kill();
    await waitUntil('the loss is noticed', async () => (await a.status()) === 'down');
    const alone = await timed(a.ask(ANA, 'kept', 'computed'));
    expect(alone.result).toMatchObject({ value: 'computed', fill: 'error' });
    expect(alone.ms).toBeLessThan(SLACK_MS);
    expect(await b.invalidateWorkspace('w')).toMatchObject({ acknowledged: false });
    expect(await b.swept()).toBeUndefined();
    await server.restart();
    await waitUntil('it answers again', async () => (await b.ask(ANA, 'probe', 'probe')).source === 'hit');
    await waitUntil('for both', async () => (await a.ask(ANA, 'probe', 'probe')).source === 'hit');
    expect(await a.ask(ANA, 'kept', 'new')).toMatchObject({ value: 'new', fill: 'stored' });
    await noneUnhandled();
  });
});
