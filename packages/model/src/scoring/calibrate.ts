import type { Calibration } from '@bora/contracts';
import { binaryCrossEntropy } from '../optimizer/binary-cross-entropy.ts';

/** No calibration with a positive slope fits: the logits do not rank the bads above the goods. */
export class CalibrationError extends Error {
  override readonly name = 'CalibrationError';
  readonly code = 'calibration-failed';
}

/** PD of a logit: 1 / (1 + e^−(intercept + slope · logit)). */
export function applyCalibration(logit: number, { slope, intercept }: Line): number {
  return 1 / (1 + Math.exp(-(intercept + slope * logit)));
}

/** Logit of a PD in (0, 1), the inverse of `applyCalibration`. */
export function invertCalibration(pd: number, { slope, intercept }: Line): number {
  return (Math.log(pd) - Math.log1p(-pd) - intercept) / slope;
}

type Line = Pick<Calibration, 'slope' | 'intercept'>;

const maximumIterations = 100;
const maximumHalvings = 30;
/** Convergence: neither derivative of the mean loss is larger. */
const tolerance = 1e-10;
/** A rise of the mean loss that is mere rounding, at the end of the descent. */
const roundingSlack = 1e-12;

/**
 * Fits Platt's map to logits of rows that the network has not seen: the minimum of the cross-entropy against
 * (bads + 1) / (bads + 2) for a bad and 1 / (goods + 2) for a good, which exists for any data.
 * Source: Platt 1999, solved as Lin, Lin and Weng 2007 (Machine Learning 68) do: Newton with halved steps.
 * @param bad 1 for bad, 0 for good, one a logit
 * @throws CalibrationError when the slope is not above 0, or there is no convergence in 100 iterations
 */
export function fitCalibration(logits: ArrayLike<number>, bad: ArrayLike<number>): Calibration {
  const targets = plattTargets(bad);
  const lossOf = (line: Line): number =>
    binaryCrossEntropy(
      Float64Array.from(logits, (logit) => line.intercept + line.slope * logit),
      targets,
    );
  let line: Line = { slope: 0, intercept: 0 };
  for (let iteration = 0; iteration < maximumIterations; iteration++) {
    const { gradient, step } = newtonStep(line, logits, targets);
    if (Math.max(Math.abs(gradient.slope), Math.abs(gradient.intercept)) <= tolerance) {
      if (line.slope > 0) return { kind: 'platt', ...line };
      throw new CalibrationError(
        'The logits do not rank the bads above the goods: train on other variables.',
      );
    }
    const loss = lossOf(line);
    let next = moved(line, step, 1);
    for (let halving = 1; lossOf(next) > loss + roundingSlack && halving <= maximumHalvings; halving++) {
      next = moved(line, step, 0.5 ** halving);
    }
    line = next;
  }
  throw new CalibrationError('The calibration does not converge: look for logits that are not finite.');
}

function plattTargets(bad: ArrayLike<number>): Float64Array {
  let bads = 0;
  for (let row = 0; row < bad.length; row++) bads += bad[row]!;
  const goods = bad.length - bads;
  return Float64Array.from(bad, (isBad) => (isBad === 1 ? (bads + 1) / (bads + 2) : 1 / (goods + 2)));
}

function moved(line: Line, step: Line, share: number): Line {
  return { slope: line.slope + share * step.slope, intercept: line.intercept + share * step.intercept };
}

/** Gradient of the mean loss at a line, and the step that would end at 0 if the loss were quadratic. */
function newtonStep(
  line: Line,
  logits: ArrayLike<number>,
  targets: Float64Array,
): { gradient: Line; step: Line } {
  let bySlope = 0;
  let byIntercept = 0;
  let slopeSlope = 0;
  let slopeIntercept = 0;
  let interceptIntercept = 0;
  for (let row = 0; row < targets.length; row++) {
    const logit = logits[row]!;
    const pd = applyCalibration(logit, line);
    const excess = pd - targets[row]!;
    const weight = pd * (1 - pd);
    bySlope += excess * logit;
    byIntercept += excess;
    slopeSlope += weight * logit * logit;
    slopeIntercept += weight * logit;
    interceptIntercept += weight;
  }
  const count = targets.length;
  const gradient = { slope: bySlope / count, intercept: byIntercept / count };
  // The least ridge keeps the system solvable when all logits are equal.
  const ridge = 1e-12 * count;
  const determinant = (slopeSlope + ridge) * (interceptIntercept + ridge) - slopeIntercept * slopeIntercept;
  const step = {
    slope: -((interceptIntercept + ridge) * bySlope - slopeIntercept * byIntercept) / determinant,
    intercept: -((slopeSlope + ridge) * byIntercept - slopeIntercept * bySlope) / determinant,
  };
  return { gradient, step };
}
