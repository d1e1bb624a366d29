/** How many standard deviations above the mean a normal value lies with the given probability, 0 < p <= 0.5. */
export function upperNormalQuantile(probability: number): number {
  let [low, high] = [0, 40];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (upperTail(middle) > probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The chance that a standard normal value exceeds z >= 0. */
function upperTail(z: number): number {
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  // Near the mean the power series (DLMF 7.6.2), beyond it the continued fraction (DLMF 7.9.2), deep enough for both.
  if (z < 2.5) {
    let term = z;
    let sum = z;
    for (let n = 3; n < 101; n += 2) {
      term *= (z * z) / n;
      sum += term;
    }
    return 0.5 - density * sum;
  }
  let fraction = z;
  for (let n = 60; n > 0; n--) fraction = z + n / fraction;
  return density / fraction;
}
