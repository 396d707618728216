export { checkReasons, type ReasonCheck, type ReasonCheckSizes } from './attribution/reason-check.ts';
export {
  type BackendChoice,
  type BackendName,
  BackendUnavailableError,
  backendChoices,
  selectBackend,
} from './backend.ts';
export { type NetworkFiles, NetworkFilesError, readNetworkFiles } from './network/network-files.ts';
export { maximumRowsPerCall, type ServedNetwork } from './network/served-network.ts';
export {
  applyCalibration,
  CalibrationError,
  fitCalibration,
  invertCalibration,
} from './scoring/calibrate.ts';
export { type Explanations, NetworkMismatchError, type Predictions } from './scoring/predictor.ts';
export { scoreApplicants } from './scoring/score-applicants.ts';
export { loadScorecardScorer } from './scoring/scorecard-scorer.ts';
export { loadScorer, type Scorer } from './scoring/scorer.ts';
export { SmokeTestFailedError, smokeTolerance } from './scoring/smoke-test.ts';
export { crossValidateModel, type Evaluation, evaluateModel } from './training/evaluate.ts';
export { evaluateLogistic, plainFeatures } from './training/evaluate-logistic.ts';
export { evaluateScorecard } from './training/evaluate-scorecard.ts';
export type { ModelDesign } from './training/fit-model.ts';
export { foldCount, foldsOfRows } from './training/fold-of-row.ts';
export type { FoldRun } from './training/fold-run.ts';
export { type LabelledApplicants, TooFewApplicantsError } from './training/labelled-applicants.ts';
export { networkComputation } from './training/model-description.ts';
export { type ModelReport, manifestMetrics, type PooledMetrics } from './training/model-report.ts';
export type { TrainingProgress } from './training/progress-meter.ts';
export { describeTrainingRows, Reference } from './training/reference.ts';
export { type ModelOrder, type TrainedModel, trainModel } from './training/train-model.ts';
export {
  type ScorecardOrder,
  scorecardComputation,
  type TrainedScorecard,
  trainScorecard,
} from './training/train-scorecard.ts';
export { type TrainingOptions, trainingOptions } from './training/training-options.ts';
export type { TrainingRun } from './training/training-run.ts';
export { TrainingInterruptedError } from './training/training-threads.ts';
