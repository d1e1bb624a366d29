import { type Arena, LARGEST_BLOCK, SMALLEST_BLOCK } from './arena.js';

/** A block, and what of it is where: rows, then their sketches, then a result of four bytes for each. */
export interface RowBlock {
  readonly address: number;
  readonly bytes: number;
  /** How many rows have room. */
  readonly capacity: number;
  /** The number of its first row. */
  readonly first: number;
  readonly sketches: number;
  readonly results: number;
}

/** More numbers than that are no embedding; four rows of as many still fit into a block. */
export const MAX_DIMENSIONS = 65_536;

const RESULT_BYTES = 4;
/** A space keeps four rows at least, or the smallest tenants would need a block each for one or two. */
const MIN_ROWS = 4;

/** Where the rows of one space lie: in blocks that grow with it, so that few bytes of small and of large ones are idle. */
export class RowBlocks {
  readonly blocks: RowBlock[] = [];
  readonly rowBytes: number;
  private rows = 0;
  private readonly smallest: number;

  constructor(
    private readonly arena: Arena,
    dimensions: number,
    readonly sketchBytes: number,
  ) {
    this.rowBytes = Math.ceil(dimensions / 32) * 64;
    this.smallest = SMALLEST_BLOCK;
    while (this.capacity(this.smallest) < MIN_ROWS) this.smallest *= 2;
  }

  get count(): number {
    return this.rows;
  }

  /** Makes room for one row more behind the others; false when there is no memory for it. */
  push(): boolean {
    const last = this.blocks.at(-1);
    if ((last === undefined || this.rows === last.first + last.capacity) && !this.extend()) return false;
    this.rows++;
    return true;
  }

  /** Forgets the last row. */
  pop(): void {
    this.rows--;
    if (this.blocks.at(-1)?.first === this.rows) this.releaseLast();
  }

  clear(): void {
    this.rows = 0;
    while (this.blocks.length > 0) this.releaseLast();
  }

  /** How many rows are in the block. */
  filled(block: RowBlock): number {
    return Math.min(block.capacity, this.rows - block.first);
  }

  addressOf(row: number): number {
    const block = this.blockOf(row);
    return block.address + (row - block.first) * this.rowBytes;
  }

  sketchOf(row: number): number {
    const block = this.blockOf(row);
    return block.sketches + (row - block.first) * this.sketchBytes;
  }

  private blockOf(row: number): RowBlock {
    const block = this.blocks.findLast(({ first }) => first <= row);
    if (block === undefined || row >= this.rows) throw new Error(`There is no row ${row}.`);
    return block;
  }

  private extend(): boolean {
    const whole = this.blocks.reduce((sum, { bytes }) => sum + bytes, 0);
    let bytes = this.smallest;
    while (bytes < LARGEST_BLOCK && 4 * bytes <= whole) bytes *= 2;
    let address = this.arena.allocate(bytes);
    // A smaller one may still be free between those of other spaces.
    while (address === undefined && bytes > this.smallest) {
      bytes /= 2;
      address = this.arena.allocate(bytes);
    }
    if (address === undefined) return false;
    const capacity = this.capacity(bytes);
    const sketches = address + capacity * this.rowBytes;
    this.blocks.push({
      address,
      bytes,
      capacity,
      first: this.rows,
      sketches,
      results: sketches + capacity * this.sketchBytes,
    });
    return true;
  }

  private releaseLast(): void {
    const block = this.blocks.pop();
    if (block !== undefined) this.arena.release(block.address, block.bytes);
  }

  private capacity(bytes: number): number {
    // Whole fours: rows are compared and results are read four at a time.
    return Math.floor(bytes / (this.rowBytes + this.sketchBytes + RESULT_BYTES) / 4) * 4;
  }
}
