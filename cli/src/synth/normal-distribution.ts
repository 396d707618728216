const coefficients = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429] as const;

/**
 * Probability that a standard normal number lies below `z`; the error is below 7.5e-8.
 * Source: Abramowitz and Stegun (1964), formula 26.2.17.
 */
export function normalProbability(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const [b1, b2, b3, b4, b5] = coefficients;
  const polynomial = t * (b1 + t * (b2 + t * (b3 + t * (b4 + t * b5))));
  const tail = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * polynomial;
  return z < 0 ? tail : 1 - tail;
}
