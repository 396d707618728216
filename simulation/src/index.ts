export { ExactSum, exactTotal } from './exact/exact-sum.ts';
export { compareWithLender, type ScoredLoans } from './observed/compare-with-lender.ts';
export { approximately, inCents, type Money, readMoney } from './observed/money.ts';
export { ObservedEconomics, parseObservedEconomics } from './observed/observed-economics.ts';
export { ObservedError, type ObservedErrorCode } from './observed/observed-error.ts';
export { type Estimate, ObservedComparison, ObservedReport } from './observed/observed-report.ts';
export {
  type RealisedLoans,
  type RealisedLoansReader,
  realisedLoansReader,
} from './observed/realised-loans.ts';
export { type RealisedReport, type RealisedTotals, reportRealised } from './observed/realised-totals.ts';
