export { type ApprovedGroup, adverseImpactRatio } from './adverse-impact-ratio.ts';
export { ascendingOrder } from './ascending-order.ts';
export { auc, aucOfCurve } from './auc.ts';
export { brier } from './brier.ts';
export {
  type CalibrationBin,
  equalFrequencyCalibrationCurve,
  equalWidthCalibrationCurve,
} from './calibration-curve.ts';
export { chiSquaredCriticalValue, chiSquaredTail } from './chi-squared.ts';
export { cramersV } from './cramers-v.ts';
export { ECE_BIN_COUNT, eceEqualFrequency, eceEqualWidth } from './ece.ts';
export {
  type EmpParameters,
  type ExpectedMaximumProfit,
  expectedMaximumProfit,
  expectedMaximumProfitOfCurve,
  VERBRAKEN_PARAMETERS,
} from './emp.ts';
export { fisherExactTail } from './fisher-exact.ts';
export { gini } from './gini.ts';
export { ks } from './ks.ts';
export { LOG_LOSS_FLOOR, logLoss } from './log-loss.ts';
export { MetricInputError, type MetricInputErrorCode } from './metric-input-error.ts';
export { percentileInterval } from './percentile-interval.ts';
export { PSI_SMOOTHING, psi } from './psi.ts';
export { psiCriticalValue } from './psi-critical-value.ts';
export { type RocCurve, rocCurve } from './roc.ts';
export { rocConvexHull } from './roc-convex-hull.ts';
export { spearman } from './spearman.ts';
export { type MeanWithStandardError, meanWithStandardError } from './standard-error.ts';
export { type ShareWithInterval, wilsonInterval } from './wilson-interval.ts';
