import type { Cache, ComputationContext } from '../../src/engine.js';
import { gate, startCache, STORE_KINDS } from './support/caches.js';

const scope = { workspaceId: 'w', clientId: 'c' };

describe.each(STORE_KINDS)('IntentCache on the %s store', (kind) => {
  let cache: Cache;
  let calls: string[];
  const classifier = {
    name: 'triage',
    version: 1,
    classify: (message: string): Promise<unknown> => {
      calls.push(message);
      return Promise.resolve({ label: message.endsWith('?') ? 'question' : 'statement' });
    },
  };

  beforeEach(async () => {
    calls = [];
    cache = await startCache(kind);
  });

  it('asks the classifier once for a message in its normal form, with the message as it is', async () => {
    await expect(cache.intents.classify(scope, ' How  ARE you?', classifier)).resolves.toEqual({
      label: 'question',
    });
    await expect(cache.intents.classify(scope, 'how are you? ', classifier)).resolves.toEqual({
      label: 'question',
    });
    expect(calls).toEqual([' How  ARE you?']);
  });

  it('shares within a workspace and never across, nor across classifiers and versions', async () => {
    await cache.intents.classify(scope, 'Hello', classifier);
    await cache.intents.classify({ workspaceId: 'w' }, 'Hello', classifier);
    expect(calls).toHaveLength(1);
    await cache.intents.classify({ workspaceId: 'v', clientId: 'c' }, 'Hello', classifier);
    await cache.intents.classify(scope, 'Hello', { ...classifier, version: 2 });
    await cache.intents.classify(scope, 'Hello', { ...classifier, name: 'other' });
    expect(calls).toHaveLength(4);
  });

  it('outlives every invalidation, which cannot make it untrue', async () => {
    await cache.intents.classify(scope, 'Hello', classifier);
    await cache.invalidator.workspace('w');
    await cache.intents.classify(scope, 'Hello', classifier);
    expect(calls).toHaveLength(1);
  });

  it('shares one running call, lets a caller leave, and ends the call when all have left', async () => {
    const there = gate();
    const leave = [new AbortController(), new AbortController()] as const;
    let aborted: Promise<unknown> | undefined;
    const slow = {
      ...classifier,
      classify: async (_: string, { signal }: ComputationContext) => {
        aborted = new Promise((resolve) => signal.addEventListener('abort', resolve));
        await there.pass();
        return { label: 'late' };
      },
    };
    const callers = leave.map(({ signal }) => cache.intents.classify(scope, 'Hello', slow, { signal }));
    await there.reached;
    leave[0].abort(new Error('first left'));
    await expect(callers[0]).rejects.toThrow('first left');
    leave[1].abort(new Error('second left'));
    await expect(callers[1]).rejects.toThrow('second left');
    await aborted;
    there.open();
  });

  it('stores no failure and no value that was made from documents', async () => {
    const failing = { ...classifier, classify: () => Promise.reject(new Error('no model')) };
    await expect(cache.intents.classify(scope, 'Hello', failing)).rejects.toThrow('no model');
    let reads = 0;
    const reading = {
      ...classifier,
      classify: (_: string, context: ComputationContext) => {
        context.dependsOn('a document');
        return Promise.resolve({ reads: ++reads });
      },
    };
    await cache.intents.classify(scope, 'Hello', reading);
    await expect(cache.intents.classify(scope, 'Hello', reading)).resolves.toEqual({ reads: 2 });
  });
});
