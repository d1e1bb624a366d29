// Measures several ways to do the same thing, so that the machine's moods fall on all of them alike.

export const median = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/**
 * Runs every arm once a round, in an order that rotates from round to round, and compares each with the first arm of
 * the same round. `prepare` (not measured) gives what `run` needs; `run` is repeated `repeats` times.
 */
export async function measure(arms, { rounds, repeats }) {
  const times = new Map(arms.map(({ name }) => [name, []]));
  // One round that does not count: compilers and connections warm up.
  for (let round = -1; round < rounds; round++) {
    const start = (round + 1) % arms.length;
    for (const { name, prepare, run } of [...arms.slice(start), ...arms.slice(0, start)]) {
      const inputs = [];
      for (let i = 0; i < repeats; i++) inputs.push(await prepare?.(i));
      const began = performance.now();
      for (const input of inputs) await run(input);
      if (round >= 0) times.get(name).push((performance.now() - began) / repeats);
    }
  }
  const baseline = times.get(arms[0].name);
  return arms.map(({ name }) => ({
    name,
    ms: median(times.get(name)),
    ratio: median(times.get(name).map((ms, round) => ms / baseline[round])),
  }));
}
