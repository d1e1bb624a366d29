import type { Arena } from './arena.js';
import type { RowBlocks } from './row-blocks.js';
import { Rotation } from './rotation.js';

const rotations = new Map<number, Rotation>();

/** The rotation for vectors of so many numbers; it is 16 bytes for each of them, and there are few such numbers. */
export function rotationFor(dimensions: number): Rotation {
  let rotation = rotations.get(dimensions);
  if (rotation === undefined) {
    rotation = new Rotation(dimensions);
    rotations.set(dimensions, rotation);
  }
  return rotation;
}

/**
 * Writes sketches: on which side of several hundred planes through the centre of the space a vector lies, a bit each.
 * The number of bits in which two sketches differ grows with the angle between the vectors, so that a search has to
 * compute the cosines of those with near sketches only.
 *
 * The planes go through the centre (of the rows there are when the sketcher is made), because all vectors of many
 * models lie on one side of zero, where every plane through zero would say the same of all.
 */
export class Sketcher {
  private readonly centre: Float32Array;
  private readonly rotation: Rotation;

  constructor(
    private readonly arena: Arena,
    private readonly dimensions: number,
    rows: RowBlocks,
  ) {
    this.rotation = rotationFor(dimensions);
    this.centre = new Float32Array(dimensions);
    for (let row = 0; row < rows.count; row++) {
      const at = rows.addressOf(row) / 2;
      for (let i = 0; i < dimensions; i++) {
        this.centre[i] = (this.centre[i] as number) + (arena.int16[at + i] as number) / rows.count;
      }
    }
  }

  /** Writes the sketch of the row at one address to another. */
  sketch(row: number, to: number): void {
    const { numbers, bits } = this.rotation;
    const { int16, int32 } = this.arena;
    for (let i = 0; i < this.dimensions; i++) {
      numbers[i] = (int16[row / 2 + i] as number) - (this.centre[i] as number);
    }
    numbers.fill(0, this.dimensions);
    this.rotation.apply();
    for (let word = 0; word < bits / 32; word++) {
      let sides = 0;
      for (let bit = 0; bit < 32; bit++) sides |= Number((numbers[word * 32 + bit] as number) > 0) << bit;
      int32[to / 4 + word] = sides;
    }
  }
}
