import { resolveOptions } from '../options/resolve-options.js';
import { layerCostUsd, modelCostUsd } from './prices.js';

const prices = {
  layers: { retrieval: 0.002 },
  models: { chat: { input: 2.5, output: 10 }, embed: { input: 0.1 } },
};

describe('prices', () => {
  it('are per million tokens of a model', () => {
    expect(modelCostUsd(prices, 'chat', { inputTokens: 2000, outputTokens: 100 })).toBeCloseTo(0.006, 12);
    expect(modelCostUsd(prices, 'embed', { inputTokens: 1_000_000, outputTokens: 5 })).toBe(0.1);
    expect(modelCostUsd(prices, 'chat', {})).toBe(0);
  });

  it('are 0 for what has none, whatever its name', () => {
    for (const name of ['other', 'toString', '__proto__']) {
      expect(modelCostUsd(prices, name, { inputTokens: 1 })).toBe(0);
      expect(layerCostUsd(prices, name)).toBe(0);
    }
    expect(layerCostUsd(prices, 'retrieval')).toBe(0.002);
  });

  it('come from code or, as JSON, from the environment', () => {
    const { models, layers } = prices;
    expect(resolveOptions({ redis: null, prices: { models } }, {}).prices).toEqual({ layers: {}, models });
    const env = { CACHE_LAYER_PRICES: JSON.stringify(layers), CACHE_MODEL_PRICES: JSON.stringify(models) };
    expect(resolveOptions({ redis: null }, env).prices).toEqual(prices);
  });

  it.each(['{', '[]', '{"intent":-1}', '{"intent":"cheap"}'])('refuses %s', (text) => {
    expect(() => resolveOptions({ redis: null }, { CACHE_LAYER_PRICES: text })).toThrow(/CACHE_LAYER_PRICES/);
  });
});
