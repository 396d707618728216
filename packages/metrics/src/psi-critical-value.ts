import { chiSquaredCriticalValue } from './chi-squared.ts';
import { MetricInputError } from './metric-input-error.ts';

/**
 * The PSI that two samples of one population exceed with probability `falseAlarmRate`:
 * χ²(1 − rate; bins − 1) · (1/n + 1/m), since without drift PSI / (1/n + 1/m) is nearly chi-squared with
 * bins − 1 degrees of freedom, and its mean (bins − 1)(1/n + 1/m). 0 for a single bin.
 * Source: Yurdakul (2018), "Statistical Properties of Population Stability Index", Western Michigan University.
 *
 * @param binCount ≥ 1; the approximation wants about five expected rows in each bin.
 * @param expectedRows, actualRows rows of the two samples, > 0.
 * @param falseAlarmRate in (0, 1).
 * @throws MetricInputError `out-of-range`
 */
export function psiCriticalValue(
  binCount: number,
  expectedRows: number,
  actualRows: number,
  falseAlarmRate: number,
): number {
  if (!(binCount >= 1 && expectedRows > 0 && actualRows > 0)) {
    throw new MetricInputError('out-of-range', 'Bins and rows of both samples must be above 0.');
  }
  if (binCount === 1) return 0;
  return chiSquaredCriticalValue(falseAlarmRate, binCount - 1) * (1 / expectedRows + 1 / actualRows);
}
