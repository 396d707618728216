import { auc } from './auc.ts';

/**
 * Gini coefficient (accuracy ratio, Somers' D) of a ranking: 2 · AUC − 1. −1..1, 0 = no ranking.
 *
 * @param labels 1 = bad, 0 = good.
 * @param risks one number for each label, higher = riskier; only their order counts.
 * @throws MetricInputError as `auc`.
 */
export function gini(labels: ArrayLike<number>, risks: ArrayLike<number>): number {
  return 2 * auc(labels, risks) - 1;
}
