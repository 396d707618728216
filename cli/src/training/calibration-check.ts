import { type CalibrationBin, equalFrequencyCalibrationCurve } from '@bora/metrics';
import { formatCount } from '../terminal/figures.ts';
import { textTable } from '../terminal/table.ts';

/** One tenth of the applicants by PD. */
export interface CheckedBin extends CalibrationBin {
  /** (bad rate − mean PD) in standard errors of a binomial share. */
  readonly deviation: number;
}

export interface CalibrationCheck {
  readonly bins: readonly CheckedBin[];
  /** All applicants as one bin. */
  readonly overall: CheckedBin;
  /** Bins whose bad rate is within two standard errors of the mean PD; chance alone leaves out one in twenty. */
  readonly binsWithinTwoErrors: number;
}

const binCount = 10;
const toleratedErrors = 2;

/** Holds PDs against what happened, in ten bins of equal frequency. */
export function checkCalibration(bad: Uint8Array, pd: Float64Array): CalibrationCheck {
  const bins = equalFrequencyCalibrationCurve(bad, pd, binCount).map(checked);
  const [overall] = equalFrequencyCalibrationCurve(bad, pd, 1).map(checked);
  const within = bins.filter(({ deviation }) => Math.abs(deviation) <= toleratedErrors);
  return { bins, overall: overall!, binsWithinTwoErrors: within.length };
}

/** The check for people. */
export function calibrationTable({ bins, overall, binsWithinTwoErrors }: CalibrationCheck): string {
  const line = (name: string, { count, pdMean, badRate, deviation }: CheckedBin) => [
    name,
    formatCount(count),
    pdMean.toFixed(4),
    badRate.toFixed(4),
    deviation.toFixed(1),
  ];
  const table = textTable(
    ['tenth by PD', 'rows', 'mean PD', 'bad rate', 'standard errors apart'],
    [...bins.map((bin, index) => line(String(index + 1), bin)), line('all', overall)],
  );
  return `${table}\n${binsWithinTwoErrors} of ${bins.length} within two standard errors`;
}

function checked(bin: CalibrationBin): CheckedBin {
  const standardError = Math.sqrt((bin.pdMean * (1 - bin.pdMean)) / bin.count);
  return { ...bin, deviation: (bin.badRate - bin.pdMean) / standardError };
}
