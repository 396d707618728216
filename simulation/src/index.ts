export {
  creditLines,
  lineVariable,
  requireLineColumn,
  requireUsable,
  type UnusableValues,
  unusableValues,
} from './economics/credit-line.ts';
export {
  assumedLoanBook,
  bookTerms,
  breakEvenPd,
  expectedProfit,
  type LoanBook,
  observedLoanBook,
} from './economics/loan-book.ts';
export { scenarioBook } from './economics/scenario-book.ts';
export { assumedSlices, eachSlice, type SlicedBook, slicesOf } from './economics/sliced-book.ts';
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
export { PartedReport } from './parts/parted-report.ts';
export type { SegmentVariable } from './parts/parted-segments.ts';
export { type ReplayedRows, ReplayPart, replayPart, unusablePart } from './parts/replay-part.ts';
export { ReplayTotals } from './parts/replay-totals.ts';
export {
  ScenarioList,
  SecondBatch,
  SimulationList,
  SimulationRequest,
  SimulationRun,
} from './parts/simulation-run.ts';
export { heldOutFold } from './replay/analysis-fold.ts';
export type { BootstrapOptions } from './replay/bootstrap.ts';
export {
  addProfit,
  emptySums,
  figuresOf,
  mergeSums,
  type ProfitFigures,
  type ProfitSums,
  profitOf,
} from './replay/profit-of.ts';
export { segmentVariable } from './replay/segment-variable.ts';
export {
  type CodedValues,
  type Segmentation,
  SegmentName,
  segmentByCode,
  segmentByNumber,
  segmentTitle,
} from './replay/segments.ts';
export { buildReport, type ReplayedBook, type ReplayedData } from './report/build-report.ts';
export { approvedByPolicy, decisionCodes, type Replay, type ScoredModel } from './report/replay.ts';
export {
  EconomicsReport,
  type ReplayedPolicy,
  type ScoreOrigin,
  SimulationReport,
  StrategyReport,
} from './report/simulation-report.ts';
export { parseScenario } from './scenario/parse-scenario.ts';
export { Scenario } from './scenario/scenario.ts';
export { ScenarioError, type ScenarioErrorCode } from './scenario/scenario-error.ts';
export { scenariosFolder } from './scenario/scenarios-folder.ts';
