/** What steps cost, for those that nobody reports the cost of. All in USD. */
export interface Prices {
  /** By layer: one computation of the step itself, without the cached steps inside it. */
  readonly layers: Readonly<Record<string, number>>;
  /** By model. */
  readonly models: Readonly<Record<string, ModelPrice>>;
}

/** USD per million tokens. */
export interface ModelPrice {
  readonly input: number;
  /** Absent for models that return no tokens, such as those for embeddings. */
  readonly output?: number | undefined;
}

/** Tokens that a provider says a call has used. */
export interface TokenUsage {
  readonly inputTokens?: number | undefined;
  readonly outputTokens?: number | undefined;
}

const MILLION = 1_000_000;

/** What a call cost, in USD; 0 for a model without a price. */
export function modelCostUsd(prices: Prices, model: string, usage: TokenUsage): number {
  const price = Object.hasOwn(prices.models, model) ? prices.models[model] : undefined;
  if (price === undefined) return 0;
  const { inputTokens = 0, outputTokens = 0 } = usage;
  return (inputTokens * price.input + outputTokens * (price.output ?? 0)) / MILLION;
}

/** What one computation of the layer costs, in USD; 0 for a layer without a price. */
export function layerCostUsd(prices: Prices, layer: string): number {
  return (Object.hasOwn(prices.layers, layer) ? prices.layers[layer] : undefined) ?? 0;
}
