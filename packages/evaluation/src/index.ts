export { compareWithMain, orderComparisons } from './comparison.ts';
export { evaluationCurves } from './evaluation-curves.ts';
export { type FairnessQuestion, type FairnessRun, measureFairness } from './fairness.ts';
export { assertBothOutcomes, blockFolds, FoldWithoutOutcomesError, groupedFolds } from './folds.ts';
export { type PlannedComparison, plannedComparisons } from './planned-comparisons.ts';
export { measureReliability } from './reliability.ts';
export { isSameProtocol } from './same-protocol.ts';
export { type SensitiveGroups, sensitiveGroups } from './sensitive-groups.ts';
