import { cacheStatus } from './cache-status.js';

describe('Cache-Status', () => {
  it.each([
    [cacheStatus.hit(212, 'exact'), 'nestjs-ai-cache; hit; ttl=212; detail=exact'],
    [cacheStatus.hit(0, 'semantic'), 'nestjs-ai-cache; hit; ttl=0; detail=semantic'],
    [cacheStatus.computed('miss', 'stored', false), 'nestjs-ai-cache; fwd=miss; stored'],
    [cacheStatus.computed('request', 'stored', true), 'nestjs-ai-cache; fwd=request; stored; collapsed'],
    [cacheStatus.computed('miss', 'refused', true), 'nestjs-ai-cache; fwd=miss; collapsed; detail=refused'],
    [cacheStatus.bypass('no_scope'), 'nestjs-ai-cache; fwd=bypass; detail=no_scope'],
    [cacheStatus.onlyIfCached(), 'nestjs-ai-cache; fwd=miss; detail=only_if_cached'],
  ])('%s', (header, expected) => {
    expect(header).toBe(expected);
  });
});
