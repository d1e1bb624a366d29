import { loadKernels } from '../../src/cache/semantic/index/memory/load-kernels.js';
import { MemoryVectorIndex } from '../../src/cache/semantic/index/memory/memory-vector-index.js';
import { ManualClock, type IndexSpace } from '../../src/testing.js';
import { seededRandom } from '../../src/cache/testing/conformance/seeded-random.js';
import { dot } from './naive-vector-index.js';

const DIMENSIONS = 64;
// Just above the size up to which all rows are compared.
const ROWS = 8300;
const DAY_MS = 86_400_000;
const SPACE: IndexSpace = { workspace: 'w', client: 'c', partition: 'p', embedding: 'e' };
const MIB = 1024 * 1024;

const random = seededRandom(4);
const unit = (vector: Float32Array): Float32Array => {
  const length = Math.sqrt(dot(vector, vector));
  return vector.map((x) => x / length);
};
const noise = (): Float32Array =>
  unit(Float32Array.from({ length: DIMENSIONS }, () => random.below(2001) - 1000));
const near = (vector: Float32Array, by: number): Float32Array => {
  const other = noise();
  return unit(vector.map((x, i) => x + by * (other[i] as number)));
};

/** As of a model whose vectors all lie on one side, in topics. */
function questions(count: number): Float32Array[] {
  const common = noise();
  const topics = Array.from({ length: 100 }, () => near(common, 1));
  return Array.from({ length: count }, () => near(random.pick(topics), 0.7));
}

async function filled(
  vectors: readonly Float32Array[],
  { maxBytes = 64 * MIB, clock = new ManualClock() } = {},
) {
  const index = new MemoryVectorIndex({ maxBytes, clock });
  for (const [i, vector] of vectors.entries()) await index.add(SPACE, String(i), vector, DAY_MS);
  return { index, clock };
}

/** How often the first neighbour is the nearest of those that there are. */
async function recall(index: MemoryVectorIndex, there: Map<string, Float32Array>, queries: Float32Array[]) {
  let right = 0;
  for (const query of queries) {
    const [first] = await index.search(SPACE, query, 8);
    const best = Math.max(...[...there.values()].map((vector) => dot(vector, query)));
    const truth = dot(there.get(first!.pointer)!, query);
    expect(first!.similarity).toBeCloseTo(truth, 3);
    if (truth > best - 1e-4) right++;
  }
  return right / queries.length;
}

describe('a space of the memory index that is too large for a scan', () => {
  it('finds the nearest, also after thousands were removed and replaced', async () => {
    const vectors = questions(ROWS + 100);
    const { index } = await filled(vectors.slice(0, ROWS));
    const there = new Map(vectors.slice(0, ROWS).map((vector, i) => [String(i), vector]));
    const queries = [...vectors.slice(ROWS), ...vectors.slice(0, 50).map((vector) => near(vector, 0.4))];
    expect(await recall(index, there, queries)).toBeGreaterThanOrEqual(0.99);

    const fresh = questions(ROWS);
    for (let i = 0; i < ROWS; i += 3) {
      await index.remove(SPACE, [String(i)]);
      there.delete(String(i));
    }
    for (const [i, vector] of fresh.entries()) {
      if (i % 3 !== 1) continue;
      await index.add(SPACE, String(i), vector, DAY_MS);
      there.set(String(i), vector);
      await index.add(SPACE, `new ${i}`, vector, DAY_MS);
      there.set(`new ${i}`, vector);
    }
    const more = [...queries, ...fresh.slice(0, 50)];
    expect(await recall(index, there, more)).toBeGreaterThanOrEqual(0.99);
  }, 60_000);

  it('finds one that thousands of equal ones surround', async () => {
    const [same, other] = [noise(), noise()];
    const { index } = await filled(
      Array.from({ length: ROWS }, (_, i) => (i === 4711 ? near(same, 0.3) : same)),
    );
    await index.add(SPACE, 'other', other, DAY_MS);
    expect((await index.search(SPACE, other, 1))[0]?.pointer).toBe('other');
    const found = await index.search(SPACE, same, 5);
    expect(found.map(({ similarity }) => similarity.toFixed(3))).toEqual(Array(5).fill('1.000'));
  }, 30_000);

  it('comes to the living ones when thousands of nearer ones have ended', async () => {
    const vectors = questions(ROWS);
    const { index, clock } = await filled(vectors);
    const query = noise();
    for (let i = 0; i < 3000; i++) await index.add(SPACE, `short ${i}`, query, 1000);
    await clock.advance(1000);
    const found = await index.search(SPACE, query, 3);
    expect(found.length).toBe(3);
    expect(found.filter(({ pointer }) => pointer.startsWith('short'))).toEqual([]);
  }, 30_000);

  it('searches exactly as it should with many more neighbours than usual', async () => {
    const { index } = await filled(questions(ROWS));
    const found = await index.search(SPACE, noise(), 3000);
    expect(new Set(found.map(({ pointer }) => pointer)).size).toBe(3000);
  }, 30_000);
});

describe('the memory of the memory index', () => {
  it('stays within its limit: the vectors added longest ago make room, of whatever space', async () => {
    let grown = 0;
    const index = new MemoryVectorIndex({ maxBytes: MIB, clock: new ManualClock() }, (limit) => {
      const kernels = loadKernels(limit);
      return Object.assign(Object.create(kernels) as typeof kernels, {
        grow: (bytes: number) => {
          grown = Math.max(grown, bytes);
          kernels.grow(bytes);
        },
      });
    });
    const first = { ...SPACE, client: 'first' };
    await index.add(first, 'again', noise(), DAY_MS);
    await index.add(first, 'old', noise(), DAY_MS);
    const last = noise();
    for (let i = 0; i < 5000; i++) await index.add(SPACE, String(i), noise(), DAY_MS);
    await index.add(first, 'again', noise(), DAY_MS);
    for (let i = 5000; i < 9000; i++) await index.add(SPACE, String(i), noise(), DAY_MS);
    await index.add(SPACE, 'last', last, DAY_MS);

    // A MiB more is the scratch for searches.
    expect(grown).toBe(2 * MIB);
    expect((await index.search(first, noise(), 5)).map(({ pointer }) => pointer)).toEqual(['again']);
    expect((await index.search(SPACE, last, 1))[0]?.pointer).toBe('last');
    const kept = (await index.search(SPACE, last, 20_000)).map(({ pointer }) => pointer);
    expect(kept).not.toContain('0');
    expect(kept.length).toBeGreaterThan(5500);
    // The oldest went, none in between.
    const numbers = kept.filter((pointer) => pointer !== 'last').map(Number);
    expect(Math.min(...numbers)).toBe(9000 - numbers.length);
  }, 30_000);

  it('is free for others when vectors have ended that nobody asks for any more', async () => {
    const clock = new ManualClock();
    const index = new MemoryVectorIndex({ maxBytes: 64 * MIB, clock });
    await index.start();
    for (let i = 0; i < 3000; i++) await index.add({ ...SPACE, client: String(i) }, 'a', noise(), 1000);
    expect(clock.pending).toBe(1);
    await clock.advance(60_000);
    // What has ended is not found anyway; how many vectors there still are, a drop tells.
    expect(await index.drop({ workspace: SPACE.workspace })).toBe(0);
    await index.stop();
    expect(clock.pending).toBe(0);
  });

  it('refuses more dimensions than an embedding has', async () => {
    const index = new MemoryVectorIndex({ maxBytes: MIB, clock: new ManualClock() });
    await expect(index.add(SPACE, 'a', new Float32Array(65_537).fill(1), DAY_MS)).rejects.toThrow(RangeError);
    await index.add(SPACE, 'a', new Float32Array(65_536).fill(1), DAY_MS);
    const [found] = await index.search(SPACE, new Float32Array(65_536).fill(2), 1);
    expect(found?.similarity).toBeCloseTo(1, 1);
  });
});
