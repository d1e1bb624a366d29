import { withClient } from '../support/redis/index.js';
import type { EmbeddingProvider } from '../../src/engine.js';
import { onRedis, start, stopAll } from './support/services.js';

const DIMENSIONS = 1024;
const TEXTS = Array.from({ length: 20 }, (_, i) => `text ${i}`);

/** Unit vectors of 1,024 dimensions in double precision, drawn evenly over all directions. */
const exact = new Map(TEXTS.map((text) => [text, unitVector()]));
const provider: EmbeddingProvider = {
  name: 'random',
  model: 'random',
  dimensions: DIMENSIONS,
  maxBatch: 100,
  embed: (texts) => Promise.resolve({ vectors: texts.map((text) => exact.get(text) as number[]) }),
};

function unitVector(): number[] {
  const normal = Array.from(
    { length: DIMENSIONS },
    () => Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random()),
  );
  const length = Math.sqrt(normal.reduce((sum, x) => sum + x * x, 0));
  return normal.map((x) => x / length);
}

/** 1 - cos; half the squared distance of the normalised vectors, which loses no digits. */
function distance(a: readonly number[], b: Float32Array): number {
  const norm = (v: ArrayLike<number>): number => Math.sqrt(Array.from(v).reduce((sum, x) => sum + x * x, 0));
  const [na, nb] = [norm(a), norm(b)];
  return a.reduce((sum, x, i) => sum + (x / na - (b[i] as number) / nb) ** 2, 0) / 2;
}

interface Stored {
  /** Bytes of the values by STRLEN, and of everything by MEMORY USAGE; of one key on average. */
  readonly value: number;
  readonly memory: number;
  readonly farthest: number;
}

/** Stores the texts' vectors on a real Redis and reads them back in another process' place. */
async function store(precision: 'float32' | 'float16' | 'int8'): Promise<Stored> {
  const options = { ...onRedis(), embedding: { provider, precision } };
  await (await start(options)).embeddings.embed(TEXTS);
  const { embeddings } = await start(options);
  const vectors = await embeddings.embed(TEXTS);
  expect(embeddings.stats().calls).toBe(0);
  const farthest = Math.max(
    ...vectors.map((vector, i) => distance(exact.get(TEXTS[i] as string) as number[], vector)),
  );
  return await withClient({ url: process.env['TEST_REDIS_URL'] as string }, async (client) => {
    const keys = await client.keys(`${options.namespace}:embedding:*`);
    expect(keys).toHaveLength(TEXTS.length);
    let [value, memory] = [0, 0];
    for (const key of keys) {
      value += (await client.strlen(key)) / keys.length;
      memory += Number(await client.memory('USAGE', key)) / keys.length;
    }
    return { value, memory, farthest };
  });
}

afterEach(stopAll);

describe('embeddings of 1,024 dimensions on Redis', () => {
  it('take at most 0.55 of what float32 takes as float16, with 1 - cos at most 1e-7', async () => {
    const half = await store('float16');
    const full = await store('float32');
    // Against the bare numbers too, without the envelope that float32 would have as well.
    expect(half.value / (4 * DIMENSIONS)).toBeLessThanOrEqual(0.55);
    expect(half.value / full.value).toBeLessThanOrEqual(0.55);
    expect(half.memory / full.memory).toBeLessThanOrEqual(0.55);
    expect(half.farthest).toBeLessThanOrEqual(1e-7);
    expect(half.farthest).toBeGreaterThan(0);
    expect(full.farthest).toBeLessThanOrEqual(1e-13);
  });

  it('take about a quarter as int8, with 1 - cos at most 2e-4', async () => {
    const byte = await store('int8');
    expect(byte.value / (4 * DIMENSIONS)).toBeLessThanOrEqual(0.28);
    expect(byte.farthest).toBeLessThanOrEqual(2e-4);
  });
});
