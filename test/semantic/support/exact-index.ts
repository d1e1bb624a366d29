import { cosine } from '../../../src/cache/semantic/lookup/cosine.js';
import type {
  IndexScope,
  IndexSpace,
  Neighbour,
  VectorIndex,
} from '../../../src/cache/semantic/index/vector-index.js';

/** The plainest index there is: every vector compared. What tests put into it by hand it believes. */
export class ExactIndex implements VectorIndex {
  readonly kind = 'exact';
  readonly spaces = new Map<string, Map<string, Float32Array>>();

  start(): Promise<void> {
    return Promise.resolve();
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }

  add(space: IndexSpace, pointer: string, vector: Float32Array): Promise<void> {
    const key = keyOf(space);
    const vectors = this.spaces.get(key) ?? new Map<string, Float32Array>();
    this.spaces.set(key, vectors.set(pointer, vector));
    return Promise.resolve();
  }

  search(space: IndexSpace, vector: Float32Array, count: number): Promise<readonly Neighbour[]> {
    const neighbours = [...(this.spaces.get(keyOf(space)) ?? [])].map(([pointer, other]) => ({
      pointer,
      similarity: cosine(vector, other),
    }));
    return Promise.resolve(neighbours.sort((a, b) => b.similarity - a.similarity).slice(0, count));
  }

  remove(space: IndexSpace, pointers: readonly string[]): Promise<void> {
    for (const pointer of pointers) this.spaces.get(keyOf(space))?.delete(pointer);
    return Promise.resolve();
  }

  drop({ workspace, client }: IndexScope): Promise<number> {
    let dropped = 0;
    for (const [key, vectors] of this.spaces) {
      const [ofWorkspace, ofClient] = JSON.parse(key) as string[];
      if (ofWorkspace !== workspace || (client !== undefined && ofClient !== client)) continue;
      dropped += vectors.size;
      this.spaces.delete(key);
    }
    return Promise.resolve(dropped);
  }

  clear(): Promise<void> {
    this.spaces.clear();
    return Promise.resolve();
  }

  get size(): number {
    return [...this.spaces.values()].reduce((sum, { size }) => sum + size, 0);
  }
}

const keyOf = ({ workspace, client, partition, embedding }: IndexSpace): string =>
  JSON.stringify([workspace, client, partition, embedding]);
