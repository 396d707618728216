import { MetricInputError } from './metric-input-error.ts';

/** Standard normal quantile of 0.975. */
const normalQuantile = 1.959963984540054;

export interface ShareWithInterval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * A share with its 95 % score interval, which stays within 0..1 and has a width where the share is 0 or 1.
 * Source: Wilson (1927), Journal of the American Statistical Association 22(158).
 *
 * @param hits whole number from 0 to `count`.
 * @param count whole number ≥ 1.
 * @throws MetricInputError `empty` for no trials, `out-of-range` for other numbers than those.
 */
export function wilsonInterval(hits: number, count: number): ShareWithInterval {
  if (count === 0)
    throw new MetricInputError('empty', 'A share of nobody has no value: give a count above 0.');
  const isCounted = Number.isInteger(hits) && Number.isInteger(count) && hits >= 0 && hits <= count;
  if (!isCounted) {
    throw new MetricInputError('out-of-range', 'Give whole numbers, and no more hits than trials.');
  }
  const share = hits / count;
  const squared = normalQuantile ** 2;
  const centre = (share + squared / (2 * count)) / (1 + squared / count);
  const spread =
    (normalQuantile / (1 + squared / count)) *
    Math.sqrt((share * (1 - share)) / count + squared / (4 * count ** 2));
  return {
    value: share,
    // Exact at the ends, where rounding would leave a trace.
    low: hits === 0 ? 0 : centre - spread,
    high: hits === count ? 1 : centre + spread,
  };
}
