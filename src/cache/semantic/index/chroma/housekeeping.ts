import type { Where } from 'chromadb';
import { LRUCache } from 'lru-cache';
import type { ChromaServer } from './chroma-server.js';

/** Adds of this process to a collection between two looks. */
const EVERY = 64;
/** More than come in meanwhile, so that a backlog shrinks. */
const BATCH = 256;
const MAX_VECTORS = 100_000;
const MAX_COUNTED = 10_000;

/**
 * Chroma knows no expiry. Vectors that have ended are not found any more, and every 64th add of a process to a
 * collection deletes some of them; a space that is over its bound loses some others. Two requests more, each of a
 * bounded size.
 */
export class Housekeeping {
  private readonly adds = new LRUCache<string, number>({ max: MAX_COUNTED });

  constructor(
    private readonly server: ChromaServer,
    private readonly maxVectors = MAX_VECTORS,
  ) {}

  /** @throws what the requests throw: the vector was added all the same. */
  async afterAdd(id: string, space: readonly Where[], ended: Where): Promise<void> {
    const adds = (this.adds.get(id) ?? 0) + 1;
    this.adds.set(id, adds);
    if (adds % EVERY !== 0) return;
    await this.server.inCollection('delete', id, (each) => each.delete({ where: ended, limit: BATCH }));
    const where: Where = { $and: [...space] };
    const beyond = await this.ids(id, where, BATCH, this.maxVectors);
    if (beyond.length === 0) return;
    // The server lists those first that came first.
    const oldest = await this.ids(id, where, beyond.length, 0);
    await this.server.inCollection('delete', id, (each) => each.delete({ ids: oldest }));
  }

  private async ids(id: string, where: Where, limit: number, offset: number): Promise<string[]> {
    const { ids } = await this.server.inCollection('get', id, (each) =>
      each.get({ where, limit, offset, include: [] }),
    );
    return ids;
  }
}
