import { MetricInputError } from './metric-input-error.ts';

/**
 * Ends of the central interval that holds a share of bootstrap values: their quantiles at (1 − share) / 2 on either
 * side, interpolated linearly (type 7 of Hyndman and Fan 1996).
 * Source: Efron and Tibshirani (1993), An Introduction to the Bootstrap, ch. 13 (percentile interval).
 *
 * @param values finite numbers, in any order.
 * @throws MetricInputError `empty`, or `not-a-number` for a value that is not finite.
 */
export function percentileInterval(values: ArrayLike<number>, share = 0.95): { low: number; high: number } {
  if (values.length === 0) {
    throw new MetricInputError('empty', 'An interval needs at least one bootstrap value.');
  }
  const sorted = Float64Array.from(values).sort();
  if (!sorted.every(Number.isFinite)) {
    throw new MetricInputError('not-a-number', 'Leave out bootstrap values that are not finite.');
  }
  const tail = (1 - share) / 2;
  return { low: quantile(sorted, tail), high: quantile(sorted, 1 - tail) };
}

function quantile(sorted: Float64Array, probability: number): number {
  const position = probability * (sorted.length - 1);
  const before = Math.floor(position);
  const after = Math.min(before + 1, sorted.length - 1);
  return sorted[before]! + (position - before) * (sorted[after]! - sorted[before]!);
}
