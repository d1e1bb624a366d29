import { createCache } from './create-cache.js';

const scope = { workspaceId: 'w', clientId: 'c' };

describe('a flight and the invalidation of a document', () => {
  it('is not joined by a reader who arrives after the acknowledgement', async () => {
    const cache = createCache({ redis: null });
    await cache.start();
    let text = 'old';
    let computations = 0;
    const gates: (() => void)[] = [];
    const read = (): Promise<string> =>
      cache.queries.getOrCompute(scope, 'what does the letter say?', async (context) => {
        computations++;
        context.dependsOn('letter');
        const answer = text;
        await new Promise<void>((open) => gates.push(open));
        return answer;
      });

    const early = read();
    await new Promise((resolve) => setImmediate(resolve));
    text = 'new';
    expect((await cache.invalidator.dependency('w', { kind: 'document', id: 'letter' })).acknowledged).toBe(
      true,
    );
    const late = read();
    await new Promise((resolve) => setImmediate(resolve));
    for (const open of gates) open();

    await expect(early).resolves.toBe('old');
    await expect(late).resolves.toBe('new');
    expect(computations).toBe(2);
    await cache.stop();
  });
});
