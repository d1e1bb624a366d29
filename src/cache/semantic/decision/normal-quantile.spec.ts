import { upperNormalQuantile } from './normal-quantile.js';

describe('upperNormalQuantile', () => {
  // From scipy.stats.norm.isf.
  it.each([
    [0.5, 0],
    [0.4, 0.2533471031357997],
    [0.1, 1.2815515655446004],
    [0.025, 1.9599639845400545],
    [0.01, 2.3263478740408408],
    [0.005, 2.575829303548901],
    [0.001, 3.090232306167813],
    [1e-6, 4.753424308822899],
    [1e-9, 5.9978070150076865],
  ])('of %d', (probability, expected) => {
    expect(upperNormalQuantile(probability)).toBeCloseTo(expected, 8);
  });
});
