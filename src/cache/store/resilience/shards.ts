/** Where a key is served: the shard by the name it has now, and a hash tag that leads there. */
export interface ShardPlace {
  readonly shard: string;
  readonly tag: string;
}

/** What the breaker has to know of the servers behind a store. */
export interface Shards {
  /** Where everything of a workspace (its digest) lives. */
  ofWorkspace(workspace: string): ShardPlace;
  /** Where a content-addressed entry lives. */
  ofContent(key: string): ShardPlace;
  /** Resolves when the shard executes a write; rejects when it does not within a second at the most. */
  probe(place: ShardPlace): Promise<void>;
  connected(): boolean;
  /** Calls back when connections become ready or are lost, until the function it returns is called. */
  watch(listener: { ready: () => void; lost: () => void }): () => void;
}
