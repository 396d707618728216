import { MetricInputError } from './metric-input-error.ts';
import { type RocCurve, rocCurve } from './roc.ts';
import { rocConvexHull } from './roc-convex-hull.ts';

/** What a loan loses and earns; the loss is a share λ of the amount lent. */
export interface EmpParameters {
  /** Probability that a bad repays in full, λ = 0 (p0 of the paper). */
  readonly noLossProbability: number;
  /** Probability that a bad repays nothing, λ = 1 (p1 of the paper); in between λ is uniform. */
  readonly fullLossProbability: number;
  /** Earned on a good, as a share of the amount lent (ROI of the paper), > 0. */
  readonly returnOnInvestment: number;
}

/** The values of Verbraken et al. 2014 for consumer credit. */
export const VERBRAKEN_PARAMETERS: EmpParameters = {
  noLossProbability: 0.55,
  fullLossProbability: 0.1,
  returnOnInvestment: 0.2644,
};

export interface ExpectedMaximumProfit {
  /** Gain per applicant over lending to all, as a share of the amount, at the best cut-off for each λ. */
  readonly emp: number;
  /** Mean share of applicants whom those cut-offs reject, 0..1. */
  readonly fractionRejected: number;
}

/**
 * Expected maximum profit for consumer credit scoring. Source: Verbraken, Bravo, Weber and Baesens (2014),
 * "Development and application of consumer credit scoring models using profit-based classification measures",
 * European Journal of Operational Research 238(2).
 *
 * @param labels 1 = bad, 0 = good.
 * @param risks one number for each label, higher = riskier; only their order counts.
 * @throws MetricInputError `unequal-lengths`, `empty`, `not-a-number`, `label-not-binary` or
 *   `one-class-only`; `out-of-range` for loss probabilities below 0 or above 1 in sum, or a return that is
 *   not finite and above 0.
 */
export function expectedMaximumProfit(
  labels: ArrayLike<number>,
  risks: ArrayLike<number>,
  parameters: EmpParameters = VERBRAKEN_PARAMETERS,
): ExpectedMaximumProfit {
  return expectedMaximumProfitOfCurve(rocCurve(labels, risks), parameters);
}

/** `expectedMaximumProfit` of labels and risks whose curve is known. Throws `out-of-range` as it does. */
export function expectedMaximumProfitOfCurve(
  curve: RocCurve,
  parameters: EmpParameters = VERBRAKEN_PARAMETERS,
): ExpectedMaximumProfit {
  requireParameters(parameters);
  const { noLossProbability, fullLossProbability, returnOnInvestment } = parameters;
  const { rejectedGoods, rejectedBads } = rocConvexHull(curve);
  const applicants = rejectedGoods.at(-1)! + rejectedBads.at(-1)!;
  const lossDensity = 1 - (noLossProbability + fullLossProbability);
  let emp = 0;
  let fractionRejected = 0;
  let vertex = 0;
  let lossFrom = 0;
  // Vertex i is the best cut-off for every loss from λ_i to λ_{i+1}; the losses rise along the hull.
  while (true) {
    const goods = rejectedGoods[vertex]! / applicants;
    const bads = rejectedBads[vertex]! / applicants;
    const nextLoss = lossAtWhichNextVertexWins(rejectedGoods, rejectedBads, vertex, returnOnInvestment);
    const isLast = nextLoss >= 1;
    const lossTo = isLast ? 1 : nextLoss;
    const weight = lossDensity * (lossTo - lossFrom);
    emp += weight * ((bads * (lossTo + lossFrom)) / 2 - returnOnInvestment * goods);
    fractionRejected += weight * (bads + goods);
    if (isLast) {
      emp += fullLossProbability * (bads - returnOnInvestment * goods);
      fractionRejected += fullLossProbability * (bads + goods);
      return { emp, fractionRejected };
    }
    vertex++;
    lossFrom = lossTo;
  }
}

/** λ at which rejecting up to the next vertex pays as much as stopping here; infinite at the last vertex. */
function lossAtWhichNextVertexWins(
  rejectedGoods: Float64Array,
  rejectedBads: Float64Array,
  vertex: number,
  returnOnInvestment: number,
): number {
  if (vertex + 1 === rejectedGoods.length) return Number.POSITIVE_INFINITY;
  const goods = rejectedGoods[vertex + 1]! - rejectedGoods[vertex]!;
  const bads = rejectedBads[vertex + 1]! - rejectedBads[vertex]!;
  return (returnOnInvestment * goods) / bads;
}

function requireParameters(parameters: EmpParameters): void {
  const { noLossProbability, fullLossProbability, returnOnInvestment } = parameters;
  const notNegative = noLossProbability >= 0 && fullLossProbability >= 0;
  // Summed first: 1 − 0.9 − 0.1 is below 0 in floating point.
  if (!notNegative || noLossProbability + fullLossProbability > 1) {
    throw new MetricInputError(
      'out-of-range',
      'The two loss probabilities must be ≥ 0 and at most 1 in sum.',
    );
  }
  if (!(returnOnInvestment > 0 && returnOnInvestment < Number.POSITIVE_INFINITY)) {
    throw new MetricInputError('out-of-range', 'The return on investment must be a finite number above 0.');
  }
}
