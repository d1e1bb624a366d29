import type { Clock } from '../../src/cache/core/clock.js';
import type { IndexScope, IndexSpace, Neighbour, VectorIndex } from '../../src/testing.js';

interface Kept {
  readonly vector: Float32Array;
  readonly until: number;
}

/** The contract of `VectorIndex` in its simplest words: what other indexes are compared with, and broken to try the suite. */
export class NaiveVectorIndex implements VectorIndex {
  readonly kind: string = 'naive';
  protected spaces = new Map<string, Map<string, Kept>>();

  constructor(protected readonly clock: Clock) {}

  start(): Promise<void> {
    return Promise.resolve();
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }

  // Async, so that what is thrown is a rejection.
  async add(space: IndexSpace, pointer: string, vector: Float32Array, ttlMs: number): Promise<void> {
    const kept = this.living(space);
    this.check(vector, kept);
    kept.set(pointer, { vector: this.own(vector), until: this.clock.now() + ttlMs });
    this.spaces.set(this.name(space), kept);
    return Promise.resolve();
  }

  async search(space: IndexSpace, vector: Float32Array, count: number): Promise<readonly Neighbour[]> {
    const kept = this.living(space);
    this.check(vector, kept);
    const all = [...kept].map(([pointer, { vector: other }]) => ({
      pointer,
      similarity: this.similarity(vector, other),
    }));
    return Promise.resolve(this.best(all, count));
  }

  remove(space: IndexSpace, pointers: readonly string[]): Promise<void> {
    const kept = this.living(space);
    for (const pointer of pointers) kept.delete(pointer);
    return Promise.resolve();
  }

  drop({ workspace, client }: IndexScope): Promise<number> {
    let dropped = 0;
    for (const [name, kept] of this.spaces) {
      if (!name.startsWith(client === undefined ? `${workspace} ` : `${workspace} ${client} `)) continue;
      dropped += kept.size;
      this.spaces.delete(name);
    }
    return Promise.resolve(dropped);
  }

  clear(): Promise<void> {
    this.spaces.clear();
    return Promise.resolve();
  }

  protected name({ workspace, client, partition, embedding }: IndexSpace): string {
    return `${workspace} ${client} ${partition} ${embedding}`;
  }

  protected living(space: IndexSpace): Map<string, Kept> {
    const kept = this.spaces.get(this.name(space)) ?? new Map<string, Kept>();
    for (const [pointer, { until }] of kept) if (until <= this.clock.now()) kept.delete(pointer);
    return kept;
  }

  protected own(vector: Float32Array): Float32Array {
    return vector.slice();
  }

  protected check(vector: Float32Array, kept: ReadonlyMap<string, Kept>): void {
    const [first] = kept.values();
    const length = Math.hypot(...vector);
    if (vector.length !== (first?.vector.length ?? vector.length) || !(length > 0 && length < Infinity)) {
      throw new RangeError('This vector does not fit.');
    }
  }

  protected similarity(a: Float32Array, b: Float32Array): number {
    return dot(a, b) / Math.hypot(...a) / Math.hypot(...b);
  }

  protected best(all: Neighbour[], count: number): Neighbour[] {
    return all.sort((a, b) => b.similarity - a.similarity).slice(0, count);
  }
}

export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
