import { applyScorecard, fitScorecard, type Scorecard, type ScorecardDesign } from '@bora/scorecard';
import type { Evaluation } from './evaluate.ts';
import { foldCount, foldsOfRows, splitByFold } from './fold-of-row.ts';
import { beginFold, type FoldRun } from './fold-run.ts';
import { assertEnoughApplicants, type LabelledApplicants, selectApplicants } from './labelled-applicants.ts';
import { reportModel } from './model-report.ts';

/**
 * Measures how well a scorecard of this design predicts, as a network is measured: five folds, and in each everything
 * that is fitted fitted on the other four. The PDs are those of whole points.
 * @param folds fold of each row, 0 to 4
 * @throws TooFewApplicantsError, NoUsefulVariableError, RegressionError; the reason of `run.signal` when it is aborted
 */
export async function evaluateScorecard(
  design: ScorecardDesign,
  applicants: LabelledApplicants,
  folds: Uint8Array,
  { onProgress, signal }: FoldRun = {},
): Promise<Evaluation> {
  assertEnoughApplicants(applicants);
  const pd = new Float64Array(folds.length);
  for (let fold = 0; fold < foldCount; fold++) {
    await beginFold(fold, { onProgress, signal });
    const { training, held } = splitByFold(folds, fold);
    const scorecard = fitOnFolds(design, selectApplicants(applicants, training), 1);
    const applied = applyScorecard(scorecard, design.schema, design.scale);
    const { table } = selectApplicants(applicants, held);
    for (const [index, points] of applied.points(applied.bins(table)).entries()) {
      pd[held[index]!] = applied.pd(points);
    }
  }
  return { pd, report: reportModel(pd, applicants.bad, folds) };
}

/** A scorecard of all these rows. @param depth of the inner folds, as `fitModel` has it */
export function fitOnFolds(
  design: ScorecardDesign,
  { table, bad }: LabelledApplicants,
  depth: number,
): Scorecard {
  return fitScorecard(design, table, bad, foldsOfRows(table.row, depth));
}
