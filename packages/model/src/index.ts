export { checkReasons, type ReasonCheck, type ReasonCheckSizes } from './attribution/reason-check.ts';
export {
  type BackendChoice,
  type BackendName,
  BackendUnavailableError,
  backendChoices,
  selectBackend,
} from './backend.ts';
export { NetworkFilesError } from './network/network-files.ts';
export { maximumRowsPerCall } from './network/served-network.ts';
export {
  applyCalibration,
  CalibrationError,
  fitCalibration,
  invertCalibration,
} from './scoring/calibrate.ts';
export { type Explanations, NetworkMismatchError, type Predictions } from './scoring/predictor.ts';
export { scoreApplicants } from './scoring/score-applicants.ts';
export { loadScorer, type Scorer } from './scoring/scorer.ts';
export { SmokeTestFailedError, smokeTolerance } from './scoring/smoke-test.ts';
export { type Evaluation, evaluateModel } from './training/evaluate.ts';
export type { ModelDesign } from './training/fit-model.ts';
export { type LabelledApplicants, TooFewApplicantsError } from './training/labelled-applicants.ts';
export { type ModelReport, manifestMetrics, type PooledMetrics } from './training/model-report.ts';
export type { TrainingProgress } from './training/progress-meter.ts';
export { Reference } from './training/reference.ts';
export { type ModelOrder, type TrainedModel, trainModel } from './training/train-model.ts';
export { type TrainingOptions, trainingOptions } from './training/training-options.ts';
export type { TrainingRun } from './training/training-run.ts';
export { TrainingInterruptedError } from './training/training-threads.ts';
