import type { PointsScale } from '@bora/contracts';

/** A probability of default was not a number from 0 to 1. */
export class PdOutOfRangeError extends Error {
  override readonly name = 'PdOutOfRangeError';
  readonly code = 'pd-out-of-range';

  constructor() {
    super('A probability of default must be a number from 0 to 1: the model that made it is not sound.');
  }
}

/**
 * Score of a probability of default: `offset + factor · ln(odds good:bad)`, in points, rounded to a whole
 * number with halves away from zero, then clamped to the scale's bounds; PD 0 gives the maximum and PD 1 the
 * minimum. Higher is safer.
 * Source: N. Siddiqi, Credit Risk Scorecards (2006), ch. 6, scaling with points to double the odds.
 *
 * @throws PdOutOfRangeError when `pd` is not in 0..1.
 */
export function scoreFromPd(pd: number, scale: PointsScale): number {
  if (!(pd >= 0 && pd <= 1)) throw new PdOutOfRangeError();
  const logOdds = Math.log1p(-pd) - Math.log(pd);
  const points = roundHalfAwayFromZero(pointsOffset(scale) + pointsFactor(scale) * logOdds);
  return Math.min(scale.maximum, Math.max(scale.minimum, points));
}

/**
 * Probability of default of a score, the inverse of `scoreFromPd` before rounding and clamping:
 * `1 / (1 + exp((score − offset) / factor))`.
 */
export function pdFromScore(score: number, scale: PointsScale): number {
  return 1 / (1 + Math.exp((score - pointsOffset(scale)) / pointsFactor(scale)));
}

/**
 * Points that a contribution to the log-odds of **bad** adds to the score, unrounded: `−factor · contribution`.
 * Contributions that sum to the calibrated logit give points that sum to score − offset.
 */
export function pointsOfLogOdds(contribution: number, scale: PointsScale): number {
  return -pointsFactor(scale) * contribution;
}

/** Points for each unit of log-odds: `PDO / ln 2`. */
export function pointsFactor(scale: PointsScale): number {
  return scale.pointsToDoubleOdds / Math.LN2;
}

/** Score at odds 1:1: `scoreAtBaseOdds − factor · ln(baseOdds)`. */
export function pointsOffset(scale: PointsScale): number {
  return scale.scoreAtBaseOdds - pointsFactor(scale) * Math.log(scale.baseOdds);
}

function roundHalfAwayFromZero(value: number): number {
  return Math.sign(value) * Math.floor(Math.abs(value) + 0.5);
}
