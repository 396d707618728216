export { type AppliedScorecard, applyScorecard } from './apply-scorecard.ts';
export { fitScorecard, NoUsefulVariableError, type ScorecardDesign } from './fit-scorecard.ts';
export { informationValue } from './information-value.ts';
export {
  fitLogisticRegression,
  type LogisticRegression,
  logitsOf,
  RegressionError,
} from './logistic-regression.ts';
export { type PointsLine, pointsLines, pointsRange } from './points-table.ts';
export { Scorecard, scorecardProblem } from './scorecard.ts';
export { type ScorecardOptions, scorecardOptions } from './scorecard-options.ts';
export { levelOf, type TrainingColumn, trainingColumns } from './training-column.ts';
export { type VariableInformation, variableInformation } from './variable-information.ts';
export { badRateOfWeight, type OutcomeCounts, weightOfEvidence } from './weight-of-evidence.ts';
