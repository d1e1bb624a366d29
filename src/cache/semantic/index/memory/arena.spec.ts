import { Arena, LARGEST_BLOCK, SMALLEST_BLOCK } from './arena.js';
import { ScalarKernels } from './scalar-kernels.js';

const MIB = 1024 * 1024;

const arenaOf = (limit: number): Arena => new Arena(new ScalarKernels(limit + 2 * MIB), limit);

function allocateAll(arena: Arena, bytes: number): number[] {
  const addresses: number[] = [];
  for (let at = arena.allocate(bytes); at !== undefined; at = arena.allocate(bytes)) addresses.push(at);
  return addresses;
}

describe('Arena', () => {
  it('hands out blocks up to its limit, none of them in the scratch, each at a multiple of its size', () => {
    const addresses = allocateAll(arenaOf(4 * MIB), SMALLEST_BLOCK);
    expect(addresses.length).toBe((4 * MIB) / SMALLEST_BLOCK);
    expect(new Set(addresses).size).toBe(addresses.length);
    expect(Math.min(...addresses)).toBeGreaterThanOrEqual(LARGEST_BLOCK);
    expect(addresses.filter((address) => address % SMALLEST_BLOCK !== 0)).toEqual([]);
  });

  it('makes large blocks of small ones that are free again, and the other way round', () => {
    const arena = arenaOf(4 * MIB);
    for (const at of allocateAll(arena, SMALLEST_BLOCK)) arena.release(at, SMALLEST_BLOCK);
    const large = allocateAll(arena, LARGEST_BLOCK);
    expect(large.length).toBe(4);
    for (const at of large) arena.release(at, LARGEST_BLOCK);
    expect(allocateAll(arena, SMALLEST_BLOCK).length).toBe((4 * MIB) / SMALLEST_BLOCK);
  });

  it('never hands out a byte twice, whatever the order of sizes and releases', () => {
    const arena = arenaOf(4 * MIB);
    const taken = new Map<number, number>();
    for (let step = 0; step < 3000; step++) {
      const bytes = SMALLEST_BLOCK << ((step * 7) % 8);
      const at = step % 3 === 2 ? undefined : arena.allocate(bytes);
      if (at !== undefined) {
        for (const [other, length] of taken) expect(at + bytes <= other || other + length <= at).toBe(true);
        taken.set(at, bytes);
      } else {
        const [released] = [...taken].slice((step * 31) % Math.max(1, taken.size));
        if (released === undefined) continue;
        arena.release(...released);
        taken.delete(released[0]);
      }
    }
    for (const [at, bytes] of taken) arena.release(at, bytes);
    expect(allocateAll(arena, LARGEST_BLOCK).length).toBe(4);
  });

  it('has a block for somebody even under a limit that is smaller', () => {
    expect(allocateAll(arenaOf(1), LARGEST_BLOCK).length).toBe(1);
  });

  it('is full where the machine refuses, and serves on from what it has', () => {
    const kernels = new ScalarKernels(64 * MIB);
    const arena = new Arena(kernels, 64 * MIB);
    const address = arena.allocate(LARGEST_BLOCK)!;
    kernels.grow = () => {
      throw new RangeError('Array buffer allocation failed');
    };
    expect(arena.allocate(LARGEST_BLOCK)).toBeUndefined();
    arena.release(address, LARGEST_BLOCK);
    expect(arena.allocate(LARGEST_BLOCK)).toBe(address);
  });
});
