import {
  type CalibrationBin,
  equalFrequencyCalibrationCurve,
  equalWidthCalibrationCurve,
} from './calibration-curve.ts';

/** Number of bins of both forms. */
export const ECE_BIN_COUNT = 10;

/**
 * Expected calibration error over ten bins of equal frequency (stable sort): the mean over rows of
 * |mean PD − bad rate| of the row's bin. 0..1, lower is better. Source: Naeini, Cooper and Hauskrecht (2015).
 *
 * @param labels 1 = bad, 0 = good; one class alone is allowed.
 * @param pds one probability of bad for each label, 0..1.
 * @throws MetricInputError `unequal-lengths`, `empty`, `not-a-number`, `label-not-binary` or `out-of-range`.
 */
export function eceEqualFrequency(labels: ArrayLike<number>, pds: ArrayLike<number>): number {
  return meanGap(equalFrequencyCalibrationCurve(labels, pds, ECE_BIN_COUNT));
}

/** Expected calibration error over ten bins of equal width; parameters and errors as `eceEqualFrequency`. */
export function eceEqualWidth(labels: ArrayLike<number>, pds: ArrayLike<number>): number {
  return meanGap(equalWidthCalibrationCurve(labels, pds, ECE_BIN_COUNT));
}

function meanGap(bins: readonly CalibrationBin[]): number {
  let weightedGap = 0;
  let rows = 0;
  for (const { pdMean, badRate, count } of bins) {
    weightedGap += count * Math.abs(pdMean - badRate);
    rows += count;
  }
  return weightedGap / rows;
}
