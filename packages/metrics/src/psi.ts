import { MetricInputError } from './metric-input-error.ts';

/** Added to both shares inside the logarithm, so that an empty bin counts much but not infinitely. */
export const PSI_SMOOTHING = 1e-4;

/**
 * Population stability index: Σ (a − e) · ln((a + s) / (e + s)) over bins, where e and a are the bin's shares
 * of the two populations and s = `PSI_SMOOTHING`. ≥ 0, symmetric, 0 for equal shares, about 18.4 when all
 * move to a bin that was empty. Source: Siddiqi (2006), "Credit Risk Scorecards"; the smoothing is ours.
 *
 * @param expected count or share in each bin for the reference population, ≥ 0, of any sum.
 * @param actual the same bins for the population compared.
 * @throws MetricInputError `unequal-lengths`, `empty` (nothing in any bin), `not-a-number` or `out-of-range`.
 */
export function psi(expected: ArrayLike<number>, actual: ArrayLike<number>): number {
  if (expected.length !== actual.length) {
    throw new MetricInputError(
      'unequal-lengths',
      `Count both populations in the same bins: there are ${expected.length} and ${actual.length}.`,
    );
  }
  const expectedTotal = totalOf(expected, 'expected');
  const actualTotal = totalOf(actual, 'actual');
  let sum = 0;
  for (let bin = 0; bin < expected.length; bin++) {
    const e = expected[bin]! / expectedTotal;
    const a = actual[bin]! / actualTotal;
    sum += (a - e) * Math.log((a + PSI_SMOOTHING) / (e + PSI_SMOOTHING));
  }
  return sum;
}

function totalOf(counts: ArrayLike<number>, population: 'expected' | 'actual'): number {
  let total = 0;
  for (let bin = 0; bin < counts.length; bin++) {
    const count = counts[bin]!;
    if (Number.isNaN(count)) {
      throw new MetricInputError('not-a-number', `The ${population} count of bin ${bin} is NaN.`);
    }
    if (count < 0 || count === Number.POSITIVE_INFINITY) {
      throw new MetricInputError(
        'out-of-range',
        `The ${population} count of bin ${bin} is negative or infinite.`,
      );
    }
    total += count;
  }
  if (total === 0) {
    throw new MetricInputError(
      'empty',
      `The ${population} population is empty: give at least one count above 0.`,
    );
  }
  return total;
}
