import { hashRows, serializeTrainingRows } from '@bora/bundle';
import { forbiddenVariables } from '@bora/contracts';
import { scoreFromPd } from '@bora/decision';
import { type Scorecard, scorecardOptions } from '@bora/scorecard';
import { createScorecardPredictor } from '../scoring/scorecard-scorer.ts';
import { makeSmokeVectors } from '../scoring/smoke-test.ts';
import { evaluateScorecard, fitOnFolds } from './evaluate-scorecard.ts';
import { foldCount, foldsOfRows } from './fold-of-row.ts';
import type { FoldRun } from './fold-run.ts';
import { inventApplications } from './invented-applications.ts';
import type { LabelledApplicants } from './labelled-applicants.ts';
import { type Computation, describeModel } from './model-description.ts';
import { describeTrainingRows } from './reference.ts';
import { scorecardCard } from './scorecard-card.ts';
import type { ModelOrder, TrainedModel } from './train-model.ts';

/** What to make and what to call it. */
export type ScorecardOrder = Omit<ModelOrder, 'options'>;

export interface TrainedScorecard extends TrainedModel {
  readonly scorecard: Scorecard;
}

const smokeCount = 16;
/** Nothing is drawn at random, and nothing but Node computes. */
export const scorecardComputation: Computation = {
  kind: 'scorecard',
  seeds: [],
  libraries: { node: process.versions.node },
  backend: 'node',
};

/**
 * Makes a scorecard of all applicants and everything that its bundle holds, with figures from five more that each
 * left one fold out. The same order and applicants give the same bytes.
 * @throws TooFewApplicantsError, NoUsefulVariableError, RegressionError; the reason of `run.signal` when it is aborted
 */
export async function trainScorecard(
  order: ScorecardOrder,
  applicants: LabelledApplicants,
  { onProgress, signal }: FoldRun = {},
): Promise<TrainedScorecard> {
  const { schema, profile, scale } = order;
  const { table } = applicants;
  const options = scorecardOptions;
  const design = { schema, forbidden: forbiddenVariables(schema, profile), scale, options };
  const { report, pd } = await evaluateScorecard(design, applicants, foldsOfRows(table.row, 0), {
    onProgress: (made, count) => onProgress?.(made, count + 1),
    signal,
  });
  onProgress?.(foldCount, foldCount + 1);
  const scorecard = fitOnFolds(design, applicants, 0);
  const reference = describeTrainingRows(
    schema,
    table,
    Array.from(pd, (pdOfRow) => scoreFromPd(pdOfRow, scale)),
  );
  const smoke = makeSmokeVectors(
    inventApplications(schema, reference, smokeCount),
    schema,
    createScorecardPredictor(scorecard, schema, scale),
  );
  const scorecardBytes = json(scorecard);
  const description = describeModel(order, report, scorecardComputation, scorecardBytes);
  const card = scorecardCard({ manifest: description, schema, profile, options, scale, scorecard, report });
  const files = {
    'scorecard.json': scorecardBytes,
    'schema.json': json(schema),
    'scale.json': json(scale),
    'reference.json': json(reference),
    'training-rows.bin': serializeTrainingRows(hashRows(schema, table, order.trainingDataSha256)),
    'smoke.json': json(smoke),
    'card.md': new TextEncoder().encode(card),
  };
  return { description, files, report, scorecard };
}

function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
