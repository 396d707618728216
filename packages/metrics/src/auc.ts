import { type RocCurve, rocCurve } from './roc.ts';

/**
 * Area under the ROC curve: the probability that a random bad ranks riskier than a random good, a tie
 * counting one half (Mann-Whitney U over goods times bads). 0..1, 0.5 = no ranking. O(n log n).
 * Source: Hanley and McNeil (1982).
 *
 * @param labels 1 = bad, 0 = good.
 * @param risks one number for each label, higher = riskier; only their order counts.
 * @throws MetricInputError `unequal-lengths`, `empty`, `not-a-number`, `label-not-binary` or
 *   `one-class-only`.
 */
export function auc(labels: ArrayLike<number>, risks: ArrayLike<number>): number {
  return aucOfCurve(rocCurve(labels, risks));
}

/** `auc` of labels and risks whose curve is known. */
export function aucOfCurve({ rejectedGoods, rejectedBads }: RocCurve): number {
  const last = rejectedGoods.length - 1;
  let doubledWins = 0;
  for (let point = 1; point <= last; point++) {
    const tiedGoods = rejectedGoods[point]! - rejectedGoods[point - 1]!;
    doubledWins += tiedGoods * (rejectedBads[point - 1]! + rejectedBads[point]!);
  }
  return doubledWins / (2 * rejectedGoods[last]! * rejectedBads[last]!);
}
