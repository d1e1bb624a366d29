import type { Clock, Timer } from '../../../core/clock.js';
import type { IndexScope, IndexSpace, Neighbour, VectorIndex } from '../vector-index.js';
import { AgeList } from './age-list.js';
import { Arena, LARGEST_BLOCK } from './arena.js';
import type { MakeKernels } from './kernels.js';
import { loadKernels } from './load-kernels.js';
import { MemorySpace, type Nearest, type Row } from './memory-space.js';
import { MemorySpaces } from './memory-spaces.js';
import { cosineOf, lengthOf } from './unit-row.js';

/** Rows looked at with every add: those that nobody searches for end too. */
const ROWS_PER_ADD = 4;
/** How often, how many rows are looked at and removed in between, where nobody adds: a few milliseconds at most. */
const PRUNE_MS = 10_000;
const ROWS_PER_PRUNE = 20_000;
const REMOVED_PER_PRUNE = 1000;

export interface MemoryVectorIndexOptions {
  /**
   * How many bytes of memory the vectors of all spaces may take, at least 1 MiB and at most 4 GiB; the vectors that
   * were added longest ago make room. One of 384 dimensions takes 836 bytes, and a space at least 8 KiB. The process
   * keeps the memory that was needed once until `clear` or `stop`.
   */
  readonly maxBytes: number;
  readonly clock: Clock;
}

/**
 * The index of one process, and the embedded default. JavaScript runs each method to its end, so that nothing here can
 * race; other processes do not know these vectors, and miss.
 *
 * Cosines are exact to about 1e-5 (see `Kernels`). Spaces of up to 8,192 vectors are searched exactly, larger ones by
 * sketches (see `MemorySpace`).
 */
export class MemoryVectorIndex implements VectorIndex {
  readonly kind = 'memory';
  private readonly spaces = new MemorySpaces();
  private readonly ages = new AgeList<Row>();
  private arena: Arena | undefined;
  private timer: Timer | undefined;
  private readonly clock: Clock;
  private readonly maxBytes: number;

  /** @param makeKernels Other inner loops than the fastest that this machine has; for tests of the slower ones. */
  constructor(
    options: MemoryVectorIndexOptions,
    private readonly makeKernels: MakeKernels = loadKernels,
  ) {
    this.clock = options.clock;
    this.maxBytes = options.maxBytes;
  }

  start(): Promise<void> {
    this.timer ??= this.pruneLater();
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.timer?.cancel();
    this.timer = undefined;
    return this.clear();
  }

  // The methods are async for what they throw to be a rejection; none of them waits for anything.
  // eslint-disable-next-line @typescript-eslint/require-await
  async add(identity: IndexSpace, pointer: string, vector: Float32Array, ttlMs: number): Promise<void> {
    lengthOf(vector);
    this.spaces.find(identity)?.check(vector);
    this.prune(ROWS_PER_ADD);
    const row = this.rowFor(identity, pointer, vector.length);
    row.until = this.clock.now() + ttlMs;
    row.space.write(row, vector);
  }

  // eslint-disable-next-line @typescript-eslint/require-await
  async search(identity: IndexSpace, vector: Float32Array, count: number): Promise<readonly Neighbour[]> {
    const space = this.spaces.find(identity);
    if (space === undefined || count < 1) return [];
    space.check(vector);
    const { items, scores } = this.livingNearest(space, vector, count).best;
    return items.map(({ pointer }, i) => ({ pointer, similarity: cosineOf(scores[i] as number) }));
  }

  remove(identity: IndexSpace, pointers: readonly string[]): Promise<void> {
    const space = this.spaces.find(identity);
    for (const pointer of pointers) {
      const row = space?.find(pointer);
      if (row !== undefined) this.forget(row);
    }
    return Promise.resolve();
  }

  drop(scope: IndexScope): Promise<number> {
    let dropped = 0;
    for (const space of this.spaces.take(scope)) {
      dropped += space.size;
      for (const row of space.rows) this.ages.remove(row);
      space.clear();
    }
    return Promise.resolve(dropped);
  }

  clear(): Promise<void> {
    this.spaces.clear();
    this.ages.clear();
    // The memory cannot shrink; let go, it is freed as a whole.
    this.arena = undefined;
    return Promise.resolve();
  }

  /** The pointer's row, as the newest of all; where there is no room for a new one, the oldest rows make it. */
  private rowFor(identity: IndexSpace, pointer: string, dimensions: number): Row {
    let row = this.spaces.find(identity)?.find(pointer);
    if (row !== undefined) this.ages.remove(row);
    while (row === undefined) {
      const space = this.open(identity, dimensions);
      row = space.open(pointer);
      if (row !== undefined) break;
      const { oldest } = this.ages;
      if (space.size === 0) this.spaces.delete(identity);
      if (oldest === undefined) throw new Error('This process gets no memory for vectors.');
      this.forget(oldest);
    }
    this.ages.add(row);
    return row;
  }

  private open(identity: IndexSpace, dimensions: number): MemorySpace {
    const found = this.spaces.find(identity);
    if (found !== undefined) return found;
    this.arena ??= new Arena(this.makeKernels(this.maxBytes + 2 * LARGEST_BLOCK), this.maxBytes);
    const made = new MemorySpace(identity, this.arena, dimensions);
    this.spaces.set(identity, made);
    return made;
  }

  private livingNearest(space: MemorySpace, vector: Float32Array, count: number): Nearest {
    for (;;) {
      const nearest = space.nearest(vector, count, this.clock.now());
      for (const row of nearest.ended) this.forget(row);
      // Those that have ended may have been all the candidates there were.
      const full = nearest.best.items.length >= Math.min(count, space.size);
      if (full || nearest.ended.length === 0) return nearest;
    }
  }

  private forget(row: Row): void {
    this.ages.remove(row);
    row.space.remove(row);
    if (row.space.size === 0) this.spaces.delete(row.space.identity);
  }

  /** Looks at the next rows of all, and forgets those whose time is over, as far as the limits go. */
  private prune(rows: number, removals = rows): void {
    const now = this.clock.now();
    let removed = 0;
    const round = Math.min(rows, this.ages.size);
    for (let looked = 0; looked < round && removed < removals; looked++) {
      const row = this.ages.next();
      if (row === undefined) return;
      if (row.until > now) continue;
      this.forget(row);
      removed++;
    }
  }

  private pruneLater(): Timer {
    return this.clock.setTimer(PRUNE_MS, () => {
      this.prune(ROWS_PER_PRUNE, REMOVED_PER_PRUNE);
      this.timer = this.pruneLater();
    });
  }
}
