import type { FixedCosts } from '../economics/loan-book.ts';
import { ExactSum } from '../exact/exact-sum.ts';
import type { ProfitSums } from './profit-of.ts';

/** Quantile of the normal distribution that leaves 2.5 % above it. */
const normalQuantile = 1.959963984540054;

export interface ProfitInterval {
  readonly low: number;
  readonly high: number;
}

/**
 * 95 % interval of a mean from the mean of the squares, by the central limit theorem: mean ± 1.96 · √(variance / n).
 *
 * @param mean, squareMean over all `count` of them
 */
export function normalInterval(mean: number, squareMean: number, count: number): ProfitInterval {
  if (count === 0) return { low: mean, high: mean };
  const margin = normalQuantile * Math.sqrt(Math.max(0, squareMean - mean * mean) / count);
  return { low: mean - margin, high: mean + margin };
}

/** 95 % interval of the profit for each applicant, after fixed costs, which do not vary. */
export function profitInterval(
  { applicants, gains, losses, squares }: ProfitSums,
  costs: FixedCosts,
): ProfitInterval {
  if (applicants === 0) return { low: 0, high: 0 };
  const mean = new ExactSum().merge(gains).merge(losses).value / applicants;
  const fixed = costs.eachApplication + costs.once / applicants;
  const { low, high } = normalInterval(mean, squares.value / applicants, applicants);
  return { low: low - fixed, high: high - fixed };
}
