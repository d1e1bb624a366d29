// Unit vectors as embeddings of questions are: all on one side of zero, in topics of very different sizes, most of
// them near to many others. The same ones for the same seed.

export function clusteredVectors({ count, queries, dimensions, topics = 1000, seed = 1 }) {
  const random = mulberry32(seed);
  const direction = () => unit(Float32Array.from({ length: dimensions }, () => gaussian(random)));
  const common = direction();
  const centres = Array.from({ length: topics }, direction);
  const question = () => {
    // The square of a uniform number: large topics and many small ones.
    const centre = centres[Math.floor(random() ** 2 * topics)];
    return mix([0.7, common], [1, centre], [0.7, direction()]);
  };
  const vectors = Array.from({ length: count }, question);
  return {
    vectors,
    /** For each of the sizes: the same number of questions, every second one a stored one reworded, the others new. */
    queriesFor: (size) =>
      Array.from({ length: queries }, (_, i) =>
        i % 2 === 0 ? mix([1, vectors[Math.floor(random() * size)]], [0.5, direction()]) : question(),
      ),
  };
}

export function dot(a, b) {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function mix(...parts) {
  const sum = new Float32Array(parts[0][1].length);
  for (const [weight, vector] of parts) for (let i = 0; i < sum.length; i++) sum[i] += weight * vector[i];
  return unit(sum);
}

function unit(vector) {
  const length = Math.sqrt(dot(vector, vector));
  return vector.map((x) => x / length);
}

const gaussian = (random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

function mulberry32(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
