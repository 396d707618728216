import {
  type LabelledApplicants,
  type ScorecardOrder,
  type TrainedModel,
  trainModel,
  trainScorecard,
} from '@bora/model';
import type { Scorecard } from '@bora/scorecard';
import type { Terminal } from '../terminal/terminal.ts';
import { givenOptions, type TrainingArguments } from './training-arguments.ts';
import { showFolds, showTraining } from './training-progress.ts';

/** Trains a model of the kind that was asked for, and shows how far it is. */
export async function trainKind(
  terminal: Terminal,
  given: TrainingArguments,
  order: ScorecardOrder,
  applicants: LabelledApplicants,
): Promise<TrainedModel & { readonly scorecard?: Scorecard }> {
  const { signal } = terminal;
  if (given.kind === 'scorecard') {
    const { onProgress, stop } = showFolds(terminal, 'Training', 'scorecard');
    return trainScorecard(order, applicants, { onProgress, signal }).finally(stop);
  }
  const { onProgress, stop } = showTraining(terminal, 'Training');
  const run = { backend: given.backend, threadCount: given.threads, onProgress, signal };
  return trainModel({ ...order, options: givenOptions(given) }, applicants, run).finally(stop);
}
