import { jsonCodec } from '../core/codec.js';
import type { Layer } from '../core/layer.js';
import { createCache, type Cache } from '../engine/create-cache.js';
import { LayerTrace } from './layer-trace.js';

const layer: Layer = { name: 'doubled', version: 1, ttlMs: 60_000, codec: jsonCodec };
const scope = { workspaceId: 'w' };

const double = (cache: Cache, numbers: readonly number[]) =>
  cache.content.resolveMany({
    layer,
    workspaceId: 'w',
    materials: numbers,
    compute: (missing) => Promise.resolve(missing.map((index) => 2 * (numbers[index] ?? 0))),
  });
const valuesOf = (trace: LayerTrace) => trace.steps().map(({ layer: name, values }) => [name, values]);

describe('LayerTrace', () => {
  let cache: Cache;
  beforeEach(() => {
    cache = createCache({ redis: null });
  });
  afterEach(() => cache.stop());

  it('tells where the values of each layer came from, nested steps before what is made from them', async () => {
    await double(cache, [1, 2]);
    const trace = new LayerTrace();
    await trace.run(() => cache.queries.getOrCompute(scope, 'q', () => double(cache, [1, 2, 3])));
    expect(valuesOf(trace)).toEqual([
      ['doubled', { hit: 2, computed: 1, joined: 0 }],
      ['query_result', { hit: 0, computed: 1, joined: 0 }],
    ]);
    const again = new LayerTrace();
    await again.run(() => cache.queries.getOrCompute(scope, 'q', () => double(cache, [1, 2, 3])));
    expect(valuesOf(again)).toEqual([['query_result', { hit: 1, computed: 0, joined: 0 }]]);
  });

  it('keeps concurrent traces apart: who joins is told so, and not the steps of the other', async () => {
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const ask = () =>
      cache.queries.getOrCompute(scope, 'q', async () => {
        await gate;
        return double(cache, [1]);
      });
    const [first, second] = [new LayerTrace(), new LayerTrace()];
    const both = Promise.all([first.run(ask), second.run(ask)]);
    open();
    await both;
    expect(valuesOf(first).map(([name]) => name)).toEqual(['doubled', 'query_result']);
    expect(valuesOf(second)).toEqual([['query_result', { hit: 0, computed: 0, joined: 1 }]]);
  });

  it('counts what failed and adds up what was asked twice', async () => {
    const trace = new LayerTrace();
    await trace.run(async () => {
      await double(cache, [1]);
      await double(cache, [1]);
      await expect(
        cache.queries.getOrCompute(scope, 'q', () => Promise.reject(new Error('no'))),
      ).rejects.toThrow();
    });
    expect(trace.steps()).toEqual([
      { layer: 'doubled', values: { hit: 1, computed: 1, joined: 0 }, errors: 0, ms: expect.any(Number) },
      {
        layer: 'query_result',
        values: { hit: 0, computed: 0, joined: 0 },
        errors: 1,
        ms: expect.any(Number),
      },
    ]);
  });
});
