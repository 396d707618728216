import type { ColumnScale } from './encoder-state.ts';

/**
 * How raw values become encoded ones: `standardised` by the training rows' mean and standard deviation,
 * `centred` by their mean alone, `as-is` not at all. A missing value becomes 0 in each.
 */
export type Scaling = 'standardised' | 'centred' | 'as-is';

/** Encoded values stay within ± this many standard deviations. */
export const clipAt = 5;

/** Beyond this a number says no more, and sums of squares would overflow. */
export const largestMagnitude = 1e30;

/** Mean and population standard deviation of the values that are not missing; a constant column has deviation 1. */
export function fitColumnScale(values: Float64Array, scaling: Scaling): ColumnScale {
  if (scaling === 'as-is') return [0, 1];
  let count = 0;
  let sum = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    count += 1;
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (count === 0) return [0, 1];
  // Adding 0 turns −0, which JSON cannot write, into 0.
  if (min === max) return [min + 0, 1];
  const mean = sum / count + 0;
  if (scaling === 'centred') return [mean, 1];
  let squares = 0;
  for (const value of values) if (!Number.isNaN(value)) squares += (value - mean) ** 2;
  return [mean, Math.sqrt(squares / count) || 1];
}

/** Writes one encoded column into row-major `dense`; every number written is finite and within ± `clipAt`. */
export function writeScaled(
  values: Float64Array,
  [mean, deviation]: ColumnScale,
  dense: Float32Array,
  column: number,
  width: number,
): void {
  for (let row = 0, at = column; row < values.length; row++, at += width) {
    const scaled = (values[row]! - mean) / deviation;
    dense[at] = Number.isNaN(scaled) ? 0 : Math.min(Math.max(scaled, -clipAt), clipAt);
  }
}
