import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { WORKSPACE_WIDE } from '../../../core/address.js';
import { KeyDigester } from '../../../core/digest.js';
import type { IndexSpace, Neighbour, VectorIndex } from '../../../semantic/index/vector-index.js';
import type { ConformanceCase } from '../conformance-case.js';
import { seededRandom, type Random } from '../seeded-random.js';
import type { CreateIndex, IndexConformanceOptions, IndexUnderTest } from './index-under-test.js';

export const TTL_MS = 60_000;

const digester = new KeyDigester('index conformance');
const digest = (text: string): string => digester.id(text);

export interface Place {
  readonly workspace?: string;
  /** Absent for the workspace-wide spaces. */
  readonly client?: string | undefined;
  readonly partition?: string;
  readonly embedding?: string;
}

export function space({ workspace = 'w', client, partition = 'p', embedding = 'e' }: Place = {}): IndexSpace {
  return {
    workspace: digest(workspace),
    client: client === undefined ? WORKSPACE_WIDE : digest(client),
    partition: digest(partition),
    embedding: digest(embedding),
  };
}

/** A pointer as the cache makes them: two digests and a full stop. */
export const pointer = (name: string): string => `${digest(name)}.${digest(`${name} field`)}`;

export function cosine(a: Float32Array, b: Float32Array): number {
  let [dot, lengthA, lengthB] = [0, 0, 0];
  for (const [i, x] of a.entries()) {
    const y = b[i] as number;
    dot += x * y;
    lengthA += x * x;
    lengthB += y * y;
  }
  return dot / Math.sqrt(lengthA * lengthB);
}

/** Short words for what nearly every case does. */
export class IndexBench {
  readonly index: VectorIndex;
  /** The index of "another process", or the same one again where there can be no other. */
  readonly peer: VectorIndex;
  readonly dimensions: number;
  readonly tolerance: number;
  private readonly random: Random;

  constructor(
    readonly subject: IndexUnderTest,
    { dimensions = 16, tolerance = 1e-3, seed = 1 }: IndexConformanceOptions,
  ) {
    this.index = subject.index;
    this.peer = subject.peer ?? subject.index;
    this.dimensions = dimensions;
    this.tolerance = tolerance;
    this.random = seededRandom(seed);
  }

  /** A random direction, of a length that is not one. */
  vector(): Float32Array {
    const number = (): number => (this.random.below(2_000_001) - 1_000_000) / 500_000;
    return Float32Array.from({ length: this.dimensions }, number);
  }

  /** A vector whose cosine with the first axis is `similarity`, and that is `length` long. */
  slanted(similarity: number, length = 1): Float32Array {
    const vector = new Float32Array(this.dimensions);
    vector[0] = similarity * length;
    vector[1] = Math.sqrt(1 - similarity * similarity) * length;
    return vector;
  }

  axis(which = 0): Float32Array {
    const vector = new Float32Array(this.dimensions);
    vector[which] = 1;
    return vector;
  }

  add(where: IndexSpace, name: string, vector: Float32Array, ttlMs = TTL_MS): Promise<void> {
    return this.index.add(where, pointer(name), vector, ttlMs);
  }

  search(where: IndexSpace, vector: Float32Array, count = 10): Promise<readonly Neighbour[]> {
    return this.peer.search(where, vector, count);
  }

  /** The names, best first, that a search finds among those given. */
  async found(
    where: IndexSpace,
    vector: Float32Array,
    names: readonly string[],
    count = 10,
  ): Promise<string[]> {
    const nameOf = new Map(names.map((name) => [pointer(name), name]));
    const neighbours = await this.search(where, vector, count);
    return neighbours.map((neighbour) => nameOf.get(neighbour.pointer) ?? 'a pointer nobody added');
  }

  near(actual: number | undefined, expected: number, what = 'similarity'): void {
    assert.ok(
      actual !== undefined && Math.abs(actual - expected) <= this.tolerance,
      `${what}: expected ${expected} give or take ${this.tolerance}, got ${String(actual)}`,
    );
  }

  async elapse(ms: number): Promise<void> {
    if (this.subject.elapse === undefined) await delay(ms);
    else await this.subject.elapse(ms);
  }
}

export type IndexCase = (name: string, body: (bench: IndexBench) => Promise<void>) => ConformanceCase;

/** Makes cases whose index is closed however the body ends. */
export function indexCases(create: CreateIndex, options: IndexConformanceOptions): IndexCase {
  return (name, body) => ({
    name,
    async run() {
      const subject = await create();
      try {
        await body(new IndexBench(subject, options));
      } finally {
        await subject.close();
      }
    },
  });
}
