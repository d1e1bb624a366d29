import { createCache } from './create-cache.js';

describe('the context of a computation', () => {
  it('may be taken apart', async () => {
    const cache = createCache({ redis: null });
    await cache.start();
    const scope = { workspaceId: 'w', clientId: 'c' };
    const resolution = await cache.queries.resolve(
      scope,
      'q',
      ({ noStore, dependsOn, dependsOnCollection, spent }) => {
        dependsOn('letter');
        dependsOnCollection('letters');
        spent(0.5);
        noStore();
        return Promise.resolve('answer');
      },
    );
    expect(resolution).toMatchObject({ source: 'computed', computed: 'answer', fill: 'no_store' });
    expect([...resolution.provenance.documents]).toHaveLength(2);
    expect(resolution.provenance).toMatchObject({ storable: false, costUsd: 0.5 });
    await cache.stop();
  });
});
