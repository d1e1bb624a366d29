/** What a service has asked of its provider since it was made. Cache hits are in the metrics, not here. */
export interface EmbeddingStats {
  /** Calls, each of up to a batch of texts, however often they were tried. */
  readonly calls: number;
  /** Further attempts after one that failed. */
  readonly retries: number;
  /** Calls that failed in the end, by abort too. */
  readonly failures: number;
  readonly texts: number;
  /** As the provider reports them. */
  readonly tokens: number;
  readonly costUsd: number;
}
