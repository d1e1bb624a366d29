import { LexicalEmbeddingProvider } from './lexical.provider.js';

const embed = async (text: string, dimensions?: number): Promise<Float32Array> =>
  (await new LexicalEmbeddingProvider({ dimensions }).embed([text])).vectors[0] as Float32Array;

const cosine = async (a: string, b: string): Promise<number> => {
  const [x, y] = [await embed(a), await embed(b)];
  return x.reduce((sum, value, i) => sum + value * (y[i] as number), 0);
};

describe('LexicalEmbeddingProvider', () => {
  it('gives vectors of length 1 in as many dimensions as asked for, for signs and for other scripts too', async () => {
    for (const text of ['Hello', '?!', '👍', '日本語のテキスト', 'a', 'Привет мир']) {
      for (const dimensions of [1, 2, 384, 1000]) {
        const vector = await embed(text, dimensions);
        expect(vector).toHaveLength(dimensions);
        expect(vector.reduce((sum, x) => sum + x * x, 0)).toBeCloseTo(1, 5);
      }
    }
  });

  it('gives the vector that it has always given: entries in a store outlive the process', async () => {
    const vector = await embed('The cat sat on the mat', 8);
    expect([...vector].map((x) => Number(x.toFixed(6)))).toMatchInlineSnapshot(`
      [
        0.032232,
        -0.032232,
        -0.115398,
        -0.315118,
        -0.032232,
        -0.137271,
        -0.913123,
        0.177847,
      ]
    `);
  });

  it('puts texts near each other that share words or their parts, whatever case, form and order', async () => {
    expect(await cosine('Enable the alarm', 'ENABLE the alarm')).toBeCloseTo(1, 6);
    expect(await cosine('ﬁnd', 'find')).toBeCloseTo(1, 6);
    expect(await cosine('invoice overdue', 'overdue invoice')).toBeGreaterThan(0.7);
    expect(await cosine('panic attacks at night', 'panick atacks at night')).toBeGreaterThan(0.5);
    expect(await cosine('panic attacks at night', 'quarterly revenue forecast')).toBeLessThan(0.2);
  });

  it('is not semantic', async () => {
    expect(await cosine('two-factor login', '2FA')).toBeLessThan(0.2);
    expect(await cosine('enable the alarm', 'disable the alarm')).toBeGreaterThan(0.6);
  });
});
