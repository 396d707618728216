import { ascendingOrder } from './ascending-order.ts';
import { requireLabelledPds } from './labelled-sample.ts';
import { MetricInputError } from './metric-input-error.ts';

/** Rows of similar PD: what was predicted for them, what happened, and how many they are (at least one). */
export interface CalibrationBin {
  readonly pdMean: number;
  readonly badRate: number;
  readonly count: number;
}

/**
 * Calibration curve over bins of equal frequency: rows sorted by PD (stably: equal PDs keep their order and
 * may fall in two bins), the row at position i going to bin ⌊i · binCount / n⌋.
 *
 * @param labels 1 = bad, 0 = good; one class alone is allowed.
 * @param pds one probability of bad for each label, 0..1.
 * @param binCount whole number ≥ 1.
 * @returns the bins that hold rows, by rising PD.
 * @throws MetricInputError `unequal-lengths`, `empty`, `not-a-number`, `label-not-binary` or `out-of-range`.
 */
export function equalFrequencyCalibrationCurve(
  labels: ArrayLike<number>,
  pds: ArrayLike<number>,
  binCount: number,
): CalibrationBin[] {
  requireLabelledPds(labels, pds);
  requireBinCount(binCount);
  const binOfRow = new Uint32Array(pds.length);
  ascendingOrder(pds).forEach((row, position) => {
    binOfRow[row] = Math.floor((position * binCount) / pds.length);
  });
  return summarise(labels, pds, binCount, binOfRow);
}

/**
 * Calibration curve over bins of equal width: a PD falls in bin ⌊PD · binCount⌋, and PD 1 in the last.
 * Parameters, result and errors as `equalFrequencyCalibrationCurve`.
 */
export function equalWidthCalibrationCurve(
  labels: ArrayLike<number>,
  pds: ArrayLike<number>,
  binCount: number,
): CalibrationBin[] {
  requireLabelledPds(labels, pds);
  requireBinCount(binCount);
  const binOfRow = Uint32Array.from(pds, (pd) => Math.min(Math.floor(pd * binCount), binCount - 1));
  return summarise(labels, pds, binCount, binOfRow);
}

function summarise(
  labels: ArrayLike<number>,
  pds: ArrayLike<number>,
  binCount: number,
  binOfRow: Uint32Array,
): CalibrationBin[] {
  const pdSums = new Float64Array(binCount);
  const bads = new Float64Array(binCount);
  const counts = new Float64Array(binCount);
  binOfRow.forEach((bin, row) => {
    pdSums[bin]! += pds[row]!;
    bads[bin]! += labels[row]!;
    counts[bin]! += 1;
  });
  const bins: CalibrationBin[] = [];
  counts.forEach((count, bin) => {
    if (count > 0) bins.push({ pdMean: pdSums[bin]! / count, badRate: bads[bin]! / count, count });
  });
  return bins;
}

function requireBinCount(binCount: number): void {
  if (!Number.isInteger(binCount) || binCount < 1) {
    throw new MetricInputError('out-of-range', 'The number of bins must be a whole number of at least 1.');
  }
}
