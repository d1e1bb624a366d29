import type { IndexSpace } from '../vector-index.js';
import type { Arena } from './arena.js';
import type { Aged } from './age-list.js';
import { Best } from './best.js';
import { offerAll, offerCandidates } from './nearest.js';
import { MAX_DIMENSIONS, RowBlocks } from './row-blocks.js';
import { QUERY, QUERY_SKETCH } from './scratch.js';
import { rotationFor, Sketcher } from './sketcher.js';
import { lengthOf, writeRow } from './unit-row.js';

/** A vector of a space: its pointer, and where it is. */
export interface Row extends Aged<Row> {
  readonly space: MemorySpace;
  readonly pointer: string;
  /** Its number among the rows. */
  place: number;
  /** By the clock; from then on it is not found. */
  until: number;
}

export interface Nearest {
  readonly best: Best<Row>;
  /** Rows that the search came across and whose time is over. */
  readonly ended: readonly Row[];
}

/**
 * Up to so many rows a search compares all: that takes some 0.25 ms for 384 dimensions, as long as looking at 50,000
 * sketches does.
 */
export const EXACT_ROWS = 8192;
/** From so many rows on there are sketches; enough to know the centre of what a model says about one tenant. */
const SKETCHED_ROWS = 256;

/**
 * The vectors of one space.
 *
 * Small ones are scanned. In a large one the rows are sketched, and a search compares the sketches of all rows and then
 * the vectors of the nearest few hundred: sketches are a twelfth of the rows, and a scan is as fast as memory. In place
 * of a graph of neighbours (HNSW), which answers sooner, but takes ten times as long to add to, holds tombstones where
 * entries end all the time, as in a cache they do, and needs a native addon.
 */
export class MemorySpace {
  readonly rows: Row[] = [];
  readonly blocks: RowBlocks;
  private readonly byPointer = new Map<string, Row>();
  private sketcher: Sketcher | undefined;
  /** So many rows, the first ones, have sketches. Every add writes two, so that none are missing long. */
  private sketched = 0;

  constructor(
    readonly identity: IndexSpace,
    private readonly arena: Arena,
    readonly dimensions: number,
  ) {
    if (dimensions > MAX_DIMENSIONS)
      throw new RangeError(`At most ${MAX_DIMENSIONS} dimensions, not ${dimensions}.`);
    this.blocks = new RowBlocks(arena, dimensions, rotationFor(dimensions).bits / 8);
  }

  get size(): number {
    return this.rows.length;
  }

  find(pointer: string): Row | undefined {
    return this.byPointer.get(pointer);
  }

  /** @throws RangeError for a vector of another number of dimensions than this space's. */
  check(vector: Float32Array): void {
    if (vector.length !== this.dimensions) {
      throw new RangeError(`Vectors of this space have ${this.dimensions} dimensions, not ${vector.length}.`);
    }
  }

  /** Makes a row for a pointer that has none; undefined when there is no memory for it. */
  open(pointer: string): Row | undefined {
    if (!this.blocks.push()) return undefined;
    const row: Row = { space: this, pointer, place: this.rows.length, until: 0 };
    this.rows.push(row);
    this.byPointer.set(pointer, row);
    return row;
  }

  write(row: Row, vector: Float32Array): void {
    writeRow(
      this.arena.int16,
      this.blocks.addressOf(row.place),
      this.blocks.rowBytes,
      vector,
      lengthOf(vector),
    );
    if (row.place < this.sketched) this.sketch(row.place);
    if (this.size >= SKETCHED_ROWS) {
      this.sketcher ??= new Sketcher(this.arena, this.dimensions, this.blocks);
      for (let i = 0; i < 2 && this.sketched < this.size; i++) this.sketch(this.sketched++);
    }
  }

  /** Forgets a row: the last one takes its place. */
  remove(row: Row): void {
    const last = this.rows.pop();
    if (last !== undefined && last !== row) {
      const bytes = this.arena.int16;
      const from = this.blocks.addressOf(last.place) / 2;
      bytes.copyWithin(this.blocks.addressOf(row.place) / 2, from, from + this.blocks.rowBytes / 2);
      last.place = row.place;
      this.rows[last.place] = last;
      if (last.place < this.sketched) this.sketch(last.place);
    }
    this.byPointer.delete(row.pointer);
    this.blocks.pop();
    this.sketched = Math.min(this.sketched, this.size);
  }

  clear(): void {
    this.rows.length = 0;
    this.byPointer.clear();
    this.sketched = 0;
    this.blocks.clear();
  }

  nearest(vector: Float32Array, count: number, now: number): Nearest {
    const best = new Best<Row>(count);
    const ended: Row[] = [];
    const offer = (place: number, score: number): void => {
      const row = this.rows[place] as Row;
      if (row.until > now) best.take(row, score);
      else ended.push(row);
    };
    writeRow(this.arena.int16, QUERY, this.blocks.rowBytes, vector, lengthOf(vector));
    if (this.sketcher === undefined || this.size <= EXACT_ROWS || this.sketched < this.size) {
      offerAll(this.arena, this.blocks, best, offer);
    } else {
      this.sketcher.sketch(QUERY, QUERY_SKETCH);
      offerCandidates(this.arena, this.blocks, count, best, offer);
    }
    return { best, ended };
  }

  private sketch(place: number): void {
    this.sketcher?.sketch(this.blocks.addressOf(place), this.blocks.sketchOf(place));
  }
}
