import { rocCurve } from './roc.ts';

/**
 * Two-sample Kolmogorov-Smirnov distance between the risks of bads and of goods: the largest difference, in
 * absolute value, between the share of bads and the share of goods rejected at one cut-off. 0..1.
 *
 * @param labels 1 = bad, 0 = good.
 * @param risks one number for each label, higher = riskier; only their order counts.
 * @throws MetricInputError `unequal-lengths`, `empty`, `not-a-number`, `label-not-binary` or
 *   `one-class-only`.
 */
export function ks(labels: ArrayLike<number>, risks: ArrayLike<number>): number {
  const { rejectedGoods, rejectedBads } = rocCurve(labels, risks);
  const goods = rejectedGoods.at(-1)!;
  const bads = rejectedBads.at(-1)!;
  let largest = 0;
  for (let point = 0; point < rejectedGoods.length; point++) {
    largest = Math.max(largest, Math.abs(rejectedBads[point]! / bads - rejectedGoods[point]! / goods));
  }
  return largest;
}
