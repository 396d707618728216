import type { SeededRandom } from './seeded-random.ts';

/**
 * Draws as many rows as there are, with replacement, and sets how often each was drawn: a bootstrap sample.
 * Source: Efron and Tibshirani (1993), An Introduction to the Bootstrap.
 *
 * @param counts one a row; what stood there is overwritten
 */
export function countDraws(counts: Uint16Array | Float64Array, random: SeededRandom): void {
  counts.fill(0);
  for (let draw = 0; draw < counts.length; draw++) {
    counts[Math.floor(random.uniform() * counts.length)]! += 1;
  }
}
