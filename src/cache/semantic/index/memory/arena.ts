import type { Kernels } from './kernels.js';

export const SMALLEST_BLOCK = 8 * 1024;
export const LARGEST_BLOCK = 1024 * 1024;

/**
 * Hands out blocks of one memory to all spaces, since a process can have a memory for itself a hundred times, but not
 * for each of ten thousand tenants. Blocks are powers of two from 8 KiB to 1 MiB, at multiples of their size; halves
 * of a larger one that are both free become it again (a buddy allocator), so that the memory of many small spaces
 * serves a large one later.
 *
 * The first MiB is never handed out: it is the scratch for searches.
 */
export class Arena {
  /** Addresses of free blocks, by size. */
  private readonly free = new Map<number, Set<number>>();
  private end = LARGEST_BLOCK;
  private int16View = new Int16Array(0);
  private int32View = new Int32Array(0);

  /** @param limit How many bytes may be handed out. At least one block of the largest size can always be. */
  constructor(
    readonly kernels: Kernels,
    private limit: number,
  ) {
    for (let size = SMALLEST_BLOCK; size <= LARGEST_BLOCK; size *= 2) this.free.set(size, new Set());
    kernels.grow(this.end);
    this.look();
  }

  /** The whole memory; ask anew after every `allocate`. */
  get int16(): Int16Array {
    return this.int16View;
  }

  /** The whole memory; ask anew after every `allocate`. */
  get int32(): Int32Array {
    return this.int32View;
  }

  /** The address of a block of so many bytes (a power of two from 8 KiB to 1 MiB); undefined when there is no room. */
  allocate(bytes: number): number | undefined {
    let size = bytes;
    while (size < LARGEST_BLOCK && this.freeOf(size).size === 0) size *= 2;
    const blocks = this.freeOf(size);
    const [address = this.extend()] = blocks;
    if (address === undefined) return undefined;
    blocks.delete(address);
    while (size > bytes) {
      size /= 2;
      this.freeOf(size).add(address + size);
    }
    return address;
  }

  /** Takes back a block that `allocate(bytes)` gave. */
  release(address: number, bytes: number): void {
    let [at, size] = [address, bytes];
    while (size < LARGEST_BLOCK) {
      const buddy = at % (2 * size) === 0 ? at + size : at - size;
      if (!this.freeOf(size).delete(buddy)) break;
      at = Math.min(at, buddy);
      size *= 2;
    }
    this.freeOf(size).add(at);
  }

  private freeOf(size: number): Set<number> {
    const blocks = this.free.get(size);
    if (blocks === undefined) throw new Error(`There are no blocks of ${size} bytes.`);
    return blocks;
  }

  private extend(): number | undefined {
    const address = this.end;
    if (address > LARGEST_BLOCK && address > this.limit) return undefined;
    try {
      this.kernels.grow(address + LARGEST_BLOCK);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      // The machine has no more: this is all there will be, and the oldest vectors make room.
      this.limit = address - LARGEST_BLOCK;
      return undefined;
    }
    this.end = address + LARGEST_BLOCK;
    this.look();
    return address;
  }

  private look(): void {
    this.int16View = new Int16Array(this.kernels.buffer);
    this.int32View = new Int32Array(this.kernels.buffer);
  }
}
