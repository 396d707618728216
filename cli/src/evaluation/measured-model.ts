import { allowedFeatures, forbiddenVariables, PointsScale, variablesOf } from '@bora/contracts';
import type { PlannedComparison } from '@bora/evaluation';
import {
  crossValidateModel,
  type Evaluation,
  evaluateLogistic,
  evaluateModel,
  evaluateScorecard,
  type TrainingOptions,
  trainingOptions,
} from '@bora/model';
import { scorecardOptions } from '@bora/scorecard';
import type { Terminal } from '../terminal/terminal.ts';
import { givenOptions } from '../training/training-arguments.ts';
import { showFolds, showTraining } from '../training/training-progress.ts';
import type { EvaluationTask } from './evaluation-task.ts';
import { foldsOf } from './folds-of.ts';

/** Measures the model that the evaluation is about. */
export async function measureMain(terminal: Terminal, task: EvaluationTask): Promise<Evaluation> {
  const { schema, profile, given, applicants } = task;
  if (given.kind === 'scorecard') {
    const forbidden = forbiddenVariables(schema, profile);
    return measureScorecard(terminal, task, { forbidden, folds: 'rows' }, 'Evaluating');
  }
  const design = { schema, features: allowedFeatures(schema, profile), options: networkOptions(task) };
  const { onProgress, stop } = showTraining(terminal, 'Evaluating');
  return evaluateModel(design, applicants, trainingRun(terminal, task, onProgress)).finally(stop);
}

/** Measures the model of a comparison. */
export async function measurePlanned(
  terminal: Terminal,
  task: EvaluationTask,
  planned: PlannedComparison,
  label: string,
): Promise<Evaluation> {
  if (planned.model === 'scorecard') return measureScorecard(terminal, task, planned, label);
  const { schema, applicants } = task;
  const features = schema.derived.filter((feature) =>
    variablesOf(feature).every((name) => !planned.forbidden.has(name)),
  );
  const folds = foldsOf(task, planned.folds);
  if (planned.model === 'logistic') {
    const { onProgress, stop } = showFolds(terminal, label, 'regression');
    const run = { onProgress, signal: terminal.signal };
    return evaluateLogistic(schema, features, applicants, folds, run).finally(stop);
  }
  const { onProgress, stop } = showTraining(terminal, label);
  const run = trainingRun(terminal, task, onProgress);
  const design = { schema, features, options: networkOptions(task) };
  return crossValidateModel(design, applicants, folds, run).finally(stop);
}

/** Options of the networks for so many applicants. */
export function networkOptions({ given, applicants }: EvaluationTask): TrainingOptions {
  return trainingOptions(applicants.table.rowCount, givenOptions(given));
}

async function measureScorecard(
  terminal: Terminal,
  task: EvaluationTask,
  { forbidden, folds }: Pick<PlannedComparison, 'forbidden' | 'folds'>,
  label: string,
): Promise<Evaluation> {
  const { schema, applicants } = task;
  const design = { schema, forbidden, scale: PointsScale.parse({}), options: scorecardOptions };
  const { onProgress, stop } = showFolds(terminal, label, 'scorecard');
  const run = { onProgress, signal: terminal.signal };
  return evaluateScorecard(design, applicants, foldsOf(task, folds), run).finally(stop);
}

function trainingRun(
  { signal }: Terminal,
  { given }: EvaluationTask,
  onProgress: ReturnType<typeof showTraining>['onProgress'],
) {
  return { backend: given.backend, threadCount: given.threads, onProgress, signal };
}
