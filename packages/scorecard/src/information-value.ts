import { type OutcomeCounts, smoothedShares, weightOfEvidence } from './weight-of-evidence.ts';

/**
 * Information value of a binned variable: the sum over its bins of (share of goods − share of bads) · weight of
 * evidence, both with the smoothed shares, so that no bin's part is negative. Bins without rows add nothing.
 * Source: N. Siddiqi, Credit Risk Scorecards (2006), ch. 6.
 */
export function informationValue(bins: readonly OutcomeCounts[], total: OutcomeCounts): number {
  return bins.reduce((sum, bin) => sum + informationValuePart(bin, total), 0);
}

/** One bin's part of the information value, at least 0. */
export function informationValuePart(bin: OutcomeCounts, total: OutcomeCounts): number {
  if (bin.good + bin.bad === 0) return 0;
  const { good, bad } = smoothedShares(bin, total);
  return (good - bad) * weightOfEvidence(bin, total);
}
