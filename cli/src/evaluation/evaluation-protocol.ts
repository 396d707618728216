import type { EvaluationProtocol } from '@bora/contracts';
import { foldCount, networkComputation, scorecardComputation, selectBackend } from '@bora/model';
import { scorecardOptions } from '@bora/scorecard';
import type { TrainingData } from '../training/training-data.ts';
import type { EvaluationTask } from './evaluation-task.ts';
import { networkOptions } from './measured-model.ts';

const calibrationOf = {
  network:
    'Platt’s map of the mean logit, fitted in each fold on the other four: on logits of five more ensembles, each ' +
    'of which left one inner fold (row number divided by 5, modulo 5) of them out. The networks of a comparison are ' +
    'calibrated on the out-of-fold logits of the other four folds.',
  scorecard: 'None: the PD is that of the whole points.',
};

/** What is measured, how, and with what. */
export async function evaluationProtocol(
  task: EvaluationTask,
  { sha256, rejected }: Pick<TrainingData, 'sha256' | 'rejected'>,
): Promise<EvaluationProtocol> {
  const { schema, profile, given, applicants } = task;
  return {
    schema: schema.id,
    kind: given.kind,
    profile: profile.id,
    data: {
      sha256,
      rows: applicants.bad.length,
      bad: applicants.bad.reduce((sum, isBad) => sum + isBad, 0),
      rejected,
    },
    folds: {
      count: foldCount,
      rule: 'row number modulo 5',
    },
    calibration: calibrationOf[given.kind],
    ...(await computationOf(task)),
  };
}

async function computationOf(
  task: EvaluationTask,
): Promise<Pick<EvaluationProtocol, 'seeds' | 'options' | 'backend' | 'libraries'>> {
  if (task.given.kind === 'scorecard') {
    const { seeds, backend, libraries } = scorecardComputation;
    return { seeds, options: { ...scorecardOptions }, backend, libraries };
  }
  const { seeds, ...options } = networkOptions(task);
  const { backend, libraries } = networkComputation(seeds, await selectBackend(task.given.backend));
  return { seeds: [...seeds], options: { ...options }, backend, libraries };
}
