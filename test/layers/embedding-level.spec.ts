import { createEmbeddingService, EmbeddingError, LookupHandleError, type Cache } from '../../src/engine.js';
import { startCache, STORE_KINDS } from './support/caches.js';

const scope = { workspaceId: 'w', clientId: 'c' };

describe.each(STORE_KINDS)('the vector of a query in a look-up over all layers, on the %s store', (kind) => {
  let cache: Cache;

  beforeEach(async () => {
    cache = await startCache(kind);
  });

  it('is a part that the service has computed, and one that the service is then spared', async () => {
    const embedder = createEmbeddingService(cache);
    const first = await cache.levels.lookup('How does she sleep?', scope, { embedder });
    if (first.hit) throw new Error('Expected a miss.');
    expect(first.parts).toEqual({});

    const vector = await embedder.embed('How does she sleep?');
    const second = await cache.levels.lookup('How does she sleep?', scope, { embedder });
    expect(second).toMatchObject({ hit: false, parts: { embedding: vector } });

    const other = await cache.levels.lookup('And now?', scope, { embedder });
    if (other.hit) throw new Error('Expected a miss.');
    const { calls } = embedder.stats();
    await expect(cache.levels.store(other, { embedding: vector })).resolves.toEqual({ embedding: 'stored' });
    expect(await embedder.embed('And now?')).toEqual(vector);
    expect(embedder.stats().calls).toBe(calls);
  });

  it('is not asked for without its service, and an empty question costs only the part', async () => {
    const found = await cache.levels.lookup('q', scope);
    if (found.hit) throw new Error('Expected a miss.');
    await expect(cache.levels.store(found, { embedding: new Float32Array(3) })).rejects.toThrow(
      LookupHandleError,
    );

    const embedder = createEmbeddingService(cache);
    expect(() => embedder.place(' ', 'w')).toThrow(EmbeddingError);
    expect(await cache.levels.lookup(' ', scope, { embedder })).toMatchObject({ hit: false, parts: {} });
  });
});
