import { waitUntil } from '../support/redis/index.js';
import { type CacheNode, freshNamespace, sharedRedis, startNodes, type Answer } from './cache-node.js';

// Several processes and servers are started; on a busy machine that takes its time.
jest.setTimeout(60_000);

const SCOPE = { workspaceId: 'w', clientId: 'ana' };
const LEASE_TTL_MS = 1000;

describe('identical cold requests', () => {
  let nodes: CacheNode[] = [];

  const start = async (count: number, leaseTtlMs = LEASE_TTL_MS): Promise<void> => {
    nodes = await startNodes(count, {
      redis: sharedRedis(),
      namespace: freshNamespace(),
      commandTimeoutMs: 5000,
      leaseTtlMs,
    });
  };

  const total = async (what: 'computations' | 'misses'): Promise<number> => {
    const counts = await Promise.all(nodes.map((node) => node.counts()));
    return counts.reduce((sum, count) => sum + count[what], 0);
  };

  afterEach(async () => {
    await Promise.all(nodes.map((node) => node.stop()));
  });

  it('100 over 4 processes run exactly one computation', async () => {
    await start(4);
    const crowds = nodes.map((node) => node.worker.call<Answer[]>('crowd', 'gate', 25, SCOPE, 'question'));
    // Everybody has been told "miss" before the computation may end: nobody gets away with a plain hit.
    await waitUntil('all have asked', async () => (await total('misses')) === 100);
    expect(await total('computations')).toBe(1);
    await Promise.all(nodes.map((node) => node.worker.call('finish', 'gate', { answer: 42 })));
    const answers = (await Promise.all(crowds)).flat();
    expect(answers).toHaveLength(100);
    expect(answers.map(({ value }) => value)).toEqual(Array(100).fill({ answer: 42 }));
    expect(answers.filter(({ source }) => source === 'computed')).toHaveLength(1);
    expect(await total('computations')).toBe(1);
  });

  it('a computation longer than its lease keeps it: still one computation', async () => {
    await start(2, 300);
    const [owner, waiter] = nodes as [CacheNode, CacheNode];
    const first = owner.read(SCOPE, 'question');
    expect(await first.entered).toBe(true);
    const second = waiter.read(SCOPE, 'question');
    const begun = Date.now();
    await waitUntil('the lease would have run out twice', () => Promise.resolve(Date.now() - begun > 600));
    expect(await total('computations')).toBe(1);
    await first.finish('once');
    expect(await second.answer).toEqual({ value: 'once', source: 'hit' });
  });

  it('another process takes over when the owner is killed, and the others get its answer', async () => {
    await start(4);
    const [owner, ...others] = nodes as [CacheNode, ...CacheNode[]];
    const doomed = owner.read(SCOPE, 'question');
    expect(await doomed.entered).toBe(true);
    const waiting = others.map((node) => node.read(SCOPE, 'question'));
    await waitUntil('all have asked', async () => (await total('misses')) === 4);
    nodes = others;
    const killed = Date.now();
    await owner.worker.kill('SIGKILL');
    await expect(doomed.answer).rejects.toThrow('SIGKILL');

    await Promise.any(waiting.map(({ entered }) => entered));
    expect(Date.now() - killed).toBeLessThan(LEASE_TTL_MS + 1000);
    await Promise.all(waiting.map((read) => read.open('taken over')));
    const answers = await Promise.all(waiting.map(({ answer }) => answer));
    expect(answers.map(({ value }) => value)).toEqual(['taken over', 'taken over', 'taken over']);
    expect(await total('computations')).toBe(1);
  });

  it('waiters are released at once when the computation fails, and one of them computes', async () => {
    // A lease long enough that only its release can explain a takeover within the time of a few looks.
    await start(3, 60_000);
    const [owner, ...others] = nodes as [CacheNode, ...CacheNode[]];
    const failing = owner.read(SCOPE, 'question');
    expect(await failing.entered).toBe(true);
    const waiting = others.map((node) => node.read(SCOPE, 'question'));
    await waitUntil('all have asked', async () => (await total('misses')) === 3);
    const failed = Date.now();
    await failing.fail('the model is overloaded');
    await expect(failing.answer).rejects.toThrow('the model is overloaded');
    await Promise.any(waiting.map(({ entered }) => entered));
    expect(Date.now() - failed).toBeLessThan(2000);
    await Promise.all(waiting.map((read) => read.open('second try')));
    const answers = await Promise.all(waiting.map(({ answer }) => answer));
    expect(answers.map(({ value }) => value)).toEqual(['second try', 'second try']);
    expect(await total('computations')).toBe(2);
  });

  it('those who share a computation in one process share its failure, and it is not stored', async () => {
    await start(1);
    const [node] = nodes as [CacheNode];
    const first = node.read(SCOPE, 'question');
    expect(await first.entered).toBe(true);
    const second = node.read(SCOPE, 'question');
    await waitUntil('it has joined', async () => (await node.counts()).joined === 1);
    await first.fail('no');
    await expect(first.answer).rejects.toThrow('no');
    await expect(second.answer).rejects.toThrow('no');
    expect(await node.ask(SCOPE, 'question', 'yes')).toMatchObject({ value: 'yes', source: 'computed' });
  });
});
