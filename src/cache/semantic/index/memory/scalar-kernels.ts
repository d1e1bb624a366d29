import { PAIR_BYTES, TRIPLE_BYTES, type Kernels } from './kernels.js';

/** The loops in plain JavaScript, for a Node without WebAssembly SIMD: the same results, some ten times slower. */
export class ScalarKernels implements Kernels {
  readonly kind = 'scalar';
  private int16 = new Int16Array(0);
  private int32 = new Int32Array(0);

  constructor(private readonly limit: number) {}

  get buffer(): ArrayBuffer {
    return this.int32.buffer;
  }

  grow(bytes: number): void {
    if (bytes <= this.buffer.byteLength) return;
    // Twice as much as before, so that growing step by step does not copy everything at each step.
    const grown = new Int32Array(Math.max(bytes, Math.min(2 * this.buffer.byteLength, this.limit)) / 4);
    grown.set(this.int32);
    this.int32 = grown;
    this.int16 = new Int16Array(grown.buffer);
  }

  dots(query: number, rows: number, count: number, bytes: number, out: number): void {
    for (let i = 0; i < count; i++) this.int32[out / 4 + i] = this.dot(query, rows + i * bytes, bytes);
  }

  above(results: number, count: number, least: number, number: number, pairs: number): number {
    let end = pairs;
    for (let i = 0; i < count; i++) {
      const dot = this.int32[results / 4 + i] as number;
      if (dot <= least) continue;
      this.int32[end / 4] = number + i;
      this.int32[end / 4 + 1] = dot;
      end += PAIR_BYTES;
    }
    return end;
  }

  dotsOf(query: number, triples: number, count: number, bytes: number): void {
    for (let at = triples / 4; at < (triples + count * TRIPLE_BYTES) / 4; at += TRIPLE_BYTES / 4) {
      this.int32[at + 2] = this.dot(query, this.address(at), bytes);
    }
  }

  distances(
    query: number,
    sketches: number,
    count: number,
    bytes: number,
    out: number,
    histogram: number,
  ): void {
    for (let i = 0; i < count; i++) {
      const distance = this.distance(query / 4, (sketches + i * bytes) / 4, bytes / 4);
      this.int32[out / 4 + i] = distance;
      this.int32[histogram / 4 + distance] = (this.int32[histogram / 4 + distance] as number) + 1;
    }
  }

  select(...args: Parameters<Kernels['select']>): number {
    const [distances, count, least, most, row, bytes, number, triples, full] = args;
    let end = triples;
    for (let i = 0; i < count && end < full; i++) {
      const distance = this.int32[distances / 4 + i] as number;
      if (distance < least || distance > most) continue;
      this.int32[end / 4] = row + i * bytes;
      this.int32[end / 4 + 1] = number + i;
      end += TRIPLE_BYTES;
    }
    return end;
  }

  private address(at: number): number {
    return (this.int32[at] as number) >>> 0;
  }

  private dot(a: number, b: number, bytes: number): number {
    const numbers = this.int16;
    let sum = 0;
    for (let i = 0; i < bytes / 2; i++)
      sum += (numbers[a / 2 + i] as number) * (numbers[b / 2 + i] as number);
    return sum;
  }

  private distance(a: number, b: number, words: number): number {
    let sum = 0;
    for (let i = 0; i < words; i++)
      sum += ones((this.int32[a + i] as number) ^ (this.int32[b + i] as number));
    return sum;
  }
}

/** How many bits of a 32-bit word are set: sums of pairs, of fours, of bytes, and of all bytes by a multiplication. */
function ones(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
