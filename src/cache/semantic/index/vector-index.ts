/**
 * The vectors that can be compared with one another: those of one scope, one partition (context, variant and whatever
 * else changes an answer except the question) and one embedding model. Equality of these is what keeps tenants apart;
 * no similarity ever bridges two of them.
 *
 * All members are digests, so nothing in an id can break out of a key.
 */
export interface IndexSpace {
  /** Digest of the workspace id. */
  readonly workspace: string;
  /** Digest of the client id, or `_` for workspace-wide answers. */
  readonly client: string;
  /** Digest of everything that changes an answer, without the question. */
  readonly partition: string;
  /** Digest of the embedding's identity: provider, model, input type, dimensions. */
  readonly embedding: string;
}

/** What a scope's spaces have in common; without a client, a whole workspace. */
export interface IndexScope {
  readonly workspace: string;
  readonly client?: string | undefined;
}

/** An entry that may answer a similar question. Nothing but a pointer: whether it is true is for the store to say. */
export interface Neighbour {
  /** What was given to `add`. */
  readonly pointer: string;
  /** Cosine of the two vectors, -1 to 1. */
  readonly similarity: number;
}

/**
 * The port to whatever finds similar vectors. An implementation keeps these contracts; the conformance suite of
 * `nestjs-ai-cache/testing` checks them.
 *
 * The index is never trusted: a neighbour that was lost costs a hit, one that points to nothing or to something else
 * is refused by whoever reads the entry. So no method has to be atomic with anything, and losing all is allowed.
 * Every method may reject; the caller takes that for a miss.
 */
export interface VectorIndex {
  /** What this index is, for logs and health: `memory`, `redis`, `chroma`. */
  readonly kind: string;
  /** Resolves even if a server is down; rejects for a wrong configuration. */
  start(): Promise<void>;
  /** Closes what `start` opened, nothing that the host supplied. */
  stop(): Promise<void>;

  /**
   * Notes the vector for the pointer, in place of one that it had. It may be forgotten after `ttlMs`, and is soon after.
   * @throws RangeError for a vector without a direction (empty, all zeros, a member that is no finite number), or of
   *   another length than those of its space. What the pointer had before stays.
   */
  add(space: IndexSpace, pointer: string, vector: Float32Array, ttlMs: number): Promise<void>;

  /**
   * At most `count` neighbours from exactly this space, the most similar first. A space nobody added to has none. A
   * vector that `add` would refuse finds nothing, or is refused with a RangeError.
   */
  search(space: IndexSpace, vector: Float32Array, count: number): Promise<readonly Neighbour[]>;

  /** Forgets these pointers of the space; unknown ones are no error. */
  remove(space: IndexSpace, pointers: readonly string[]): Promise<void>;

  /** Forgets every space of the scope and resolves to how many vectors that were, so far as the index can tell. */
  drop(scope: IndexScope): Promise<number>;

  /** Forgets every vector of this namespace. */
  clear(): Promise<void>;
}
