import type { EvaluationReport, ReliabilityBin } from '@bora/contracts';
import { type CalibrationBin, equalFrequencyCalibrationCurve, wilsonInterval } from '@bora/metrics';

const binCount = 10;

/**
 * Holds PDs against what happened, in ten bins of equal frequency: chance alone leaves the mean PD outside of the
 * bad rate's 95 % interval in one bin of twenty.
 * @param bad 1 for bad, 0 for good, one a row
 */
export function measureReliability(bad: Uint8Array, pd: Float64Array): EvaluationReport['reliability'] {
  const bins = equalFrequencyCalibrationCurve(bad, pd, binCount).map(reliabilityBin);
  const [overall] = equalFrequencyCalibrationCurve(bad, pd, 1).map(reliabilityBin);
  const within = bins.filter(({ pdMean, badRate }) => badRate.low <= pdMean && pdMean <= badRate.high);
  return { bins, overall: overall!, binsWithinInterval: within.length };
}

function reliabilityBin({ count, pdMean, badRate }: CalibrationBin): ReliabilityBin {
  return { count, pdMean, badRate: { ...wilsonInterval(Math.round(badRate * count), count) } };
}
