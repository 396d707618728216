import { MetricInputError } from './metric-input-error.ts';

export interface MeanWithStandardError {
  readonly mean: number;
  /** Standard deviation (n − 1 degrees of freedom) over √n. */
  readonly standardError: number;
}

/**
 * Mean of fold values and its standard error, in the unit of the values.
 *
 * @param values one finite number for each fold, at least two.
 * @throws MetricInputError `empty`, `too-few-values`, `not-a-number` or `out-of-range` (an infinite value).
 */
export function meanWithStandardError(values: ArrayLike<number>): MeanWithStandardError {
  const count = values.length;
  if (count === 0) throw new MetricInputError('empty', 'There are no values: give one for each fold.');
  if (count === 1) {
    throw new MetricInputError('too-few-values', 'One value has no standard error: give at least two.');
  }
  let sum = 0;
  for (let fold = 0; fold < count; fold++) {
    const value = values[fold]!;
    if (Number.isNaN(value)) throw new MetricInputError('not-a-number', `The value at index ${fold} is NaN.`);
    if (!Number.isFinite(value)) {
      throw new MetricInputError('out-of-range', `The value at index ${fold} is infinite.`);
    }
    sum += value;
  }
  const mean = sum / count;
  let squares = 0;
  for (let fold = 0; fold < count; fold++) squares += (values[fold]! - mean) ** 2;
  return { mean, standardError: Math.sqrt(squares / (count - 1) / count) };
}
