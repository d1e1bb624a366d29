import { CacheConfigurationError, createCache, type CacheOptions } from '../../src/engine.js';

const semantic = { enabled: true };

describe('the semantic layer', () => {
  it.each<[string, CacheOptions, string]>([
    ['embeddings that nobody has named', { semantic }, 'embedding.provider'],
    [
      'an index on a Redis that is not there',
      { semantic: { ...semantic, index: 'redis' }, embedding: { provider: 'lexical' } },
      'REDIS_URL',
    ],
    [
      'a Chroma that is nowhere',
      { semantic: { ...semantic, index: 'chroma' }, embedding: { provider: 'lexical' } },
      'CACHE_SEMANTIC_CHROMA_URL',
    ],
    [
      'a verifier without a key',
      { semantic: { ...semantic, verifier: 'cohere' }, embedding: { provider: 'lexical' } },
      'COHERE_API_KEY',
    ],
    [
      'a comparer that cannot compare',
      { semantic: { ...semantic, comparer: {} as never }, embedding: { provider: 'lexical' } },
      'semantic.comparer',
    ],
  ])('refuses %s', (_, options, named) => {
    const create = (): unknown => createCache({ redis: null, ...options });
    expect(create).toThrow(CacheConfigurationError);
    expect(create).toThrow(named);
  });

  it('takes the lexical embeddings when they are named', async () => {
    const cache = createCache({ redis: null, semantic, embedding: { provider: 'lexical' } });
    await cache.start();
    const scope = { workspaceId: 'w' };
    const ask = async (query: string): Promise<string> => {
      const resolution = await cache.queries.resolve(scope, query, () => Promise.resolve(1));
      await cache.scoped.settled();
      return resolution.source === 'hit' ? resolution.via : resolution.source;
    };
    expect(await ask('How is the sleep of the client?')).toBe('computed');
    expect(await ask('How is the sleep of the client')).toBe('semantic');
    expect(await ask('Which goals were set?')).toBe('computed');
    await cache.stop();
  });
});
