import type { Where } from 'chromadb';
import { assertNamespace } from '../../../core/namespace.js';
import { unitVector } from '../unit-vector.js';
import type { IndexScope, IndexSpace, Neighbour, VectorIndex } from '../vector-index.js';
import type { ChromaVectorIndexOptions } from './chroma-index.options.js';
import { ChromaNotFound, ChromaServer } from './chroma-server.js';
import { Collections } from './collections.js';
import { Housekeeping } from './housekeeping.js';

/** Deleted at once; a server limits how many ids a request may name. */
const BATCH = 1000;
/** The members of a record's metadata: client, partition, and its end in milliseconds. */
type Metadata = Record<'client' | 'partition', string> & Record<'ends', number>;

/**
 * Chroma, through its own client. One collection for each workspace and embedding; within it client and partition
 * are compared for equality inside the search, with the end of the vector.
 *
 * Why not one collection for each space: every client of every workspace would have its own, each a graph with files,
 * by the ten thousand, and dropping a scope would mean to find them among all. Why not one for all: a graph is
 * searched through the vectors of every tenant, so that a small one pays for the large ones, erasing a workspace is
 * a walk through it instead of one request, and a fault of the filter would cross a tenant's boundary. Workspaces
 * are therefore kept apart by the collection's name, clients and partitions by the filter, and once more by the
 * beginning of each id that comes back.
 *
 * Collections do not expire: an abandoned workspace's stays, empty after its drop or full of vectors that have ended
 * and are found no more. `drop` and `clear` delete it.
 */
export class ChromaVectorIndex implements VectorIndex {
  readonly kind = 'chroma';
  private readonly server: ChromaServer;
  private readonly collections: Collections;
  private readonly housekeeping: Housekeeping;

  /** @throws CacheConfigurationError for a URL or a namespace that cannot be. */
  constructor(private readonly options: ChromaVectorIndexOptions) {
    assertNamespace(options.namespace);
    this.server = new ChromaServer(options, options.timeoutMs);
    this.collections = new Collections(this.server, options.namespace);
    this.housekeeping = new Housekeeping(this.server, options.maxVectorsPerSpace);
  }

  /** Loads the client. The server is asked with the first request; it may be down until then, and after it. */
  async start(): Promise<void> {
    await this.server.load();
  }

  stop(): Promise<void> {
    return Promise.resolve(); // no connection is kept
  }

  async add(space: IndexSpace, pointer: string, vector: Float32Array, ttlMs: number): Promise<void> {
    const { client, partition } = space;
    const now = Math.floor(this.options.clock.now());
    const metadata: Metadata = { client, partition, ends: now + Math.ceil(Math.max(ttlMs, 1)) };
    const record = {
      ids: [idOf(space, pointer)],
      embeddings: [Array.from(unitVector(vector))],
      metadatas: [metadata],
    };
    await this.collections.make(space, async (id) => {
      await this.server.inCollection('upsert', id, (collection) => collection.upsert(record));
      await this.housekeeping.afterAdd(id, within(space), ended(now));
    });
  }

  async search(space: IndexSpace, vector: Float32Array, count: number): Promise<readonly Neighbour[]> {
    if (count < 1) return [];
    const now = Math.floor(this.options.clock.now());
    const query = {
      queryEmbeddings: [Array.from(unitVector(vector))],
      nResults: Math.floor(count),
      where: { $and: [...within(space), { ends: { $gt: now } }] } satisfies Where,
      include: ['distances' as const],
    };
    const found = await this.collections.find(
      space,
      (id) => this.server.inCollection('query', id, (collection) => collection.query(query)),
      undefined,
    );
    return neighbours(space, found?.ids[0] ?? [], found?.distances[0] ?? []);
  }

  async remove(space: IndexSpace, pointers: readonly string[]): Promise<void> {
    const ids = pointers.map((pointer) => idOf(space, pointer));
    for (let from = 0; from < ids.length; from += BATCH) {
      const batch = ids.slice(from, from + BATCH);
      await this.collections.find(
        space,
        (id) => this.server.inCollection('delete', id, (collection) => collection.delete({ ids: batch })),
        undefined,
      );
    }
  }

  async drop({ workspace, client }: IndexScope): Promise<number> {
    let dropped = 0;
    for (const { name, id } of await this.collections.list(workspace)) {
      if (client === undefined) {
        dropped += await this.orNone(() => this.server.inCollection('count', id, (each) => each.count()));
        await this.collections.delete(name);
      } else {
        dropped += await this.orNone(() => this.deleteAll(id, { client }));
      }
    }
    return dropped;
  }

  async clear(): Promise<void> {
    for (const { name } of await this.collections.list()) await this.collections.delete(name);
  }

  /** In batches, each with its deadline. */
  private async deleteAll(id: string, where: Where): Promise<number> {
    for (let all = 0; ;) {
      // A server that does not say how many knows no limit either: then all went at once.
      const { deleted = 0 } = await this.server.inCollection('delete', id, (collection) =>
        collection.delete({ where, limit: BATCH }),
      );
      all += deleted;
      if (deleted < BATCH) return all;
    }
  }

  /** What a collection that another process deletes meanwhile still has to give. */
  private async orNone(count: () => Promise<number>): Promise<number> {
    try {
      return await count();
    } catch (error) {
      if (error instanceof ChromaNotFound) return 0;
      throw error;
    }
  }
}

/** Digests have no full stop, so the beginning of an id says whose it is. */
function prefixOf({ client, partition }: IndexSpace): string {
  return `${client}.${partition}.`;
}

function idOf(space: IndexSpace, pointer: string): string {
  return prefixOf(space) + pointer;
}

function within({ client, partition }: IndexSpace): Where[] {
  return [{ client }, { partition }];
}

function ended(now: number): Where {
  return { ends: { $lte: now } };
}

/** Distance is 1 - cosine. */
function neighbours(
  space: IndexSpace,
  ids: readonly string[],
  distances: readonly (number | null)[],
): Neighbour[] {
  const prefix = prefixOf(space);
  const found: Neighbour[] = [];
  for (const [i, id] of ids.entries()) {
    const distance = distances[i];
    if (typeof distance !== 'number' || !Number.isFinite(distance) || !id.startsWith(prefix)) continue;
    found.push({ pointer: id.slice(prefix.length), similarity: Math.min(1, Math.max(-1, 1 - distance)) });
  }
  return found;
}
