import { jsonCodec } from '../core/codec.js';
import { createCache } from './create-cache.js';

describe('a batch', () => {
  it.each([[['one']], [['one', 'two', 'three']]])('of two that computes %j is nobody’s', async (values) => {
    const cache = createCache({ redis: null });
    const layer = { name: 'l', version: 1, ttlMs: 1000, codec: jsonCodec };
    const ask = (computed: string[]) =>
      cache.content.resolveMany({ layer, materials: ['1', '2'], compute: () => Promise.resolve(computed) });
    await expect(ask(values)).rejects.toThrow(`Layer l: ${values.length} values computed for 2.`);
    await expect(ask(['one', 'two'])).resolves.toMatchObject([{ value: 'one' }, { value: 'two' }]);
    await cache.stop();
  });
});
