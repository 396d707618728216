import { applyScorecard, fitScorecard, type Scorecard, type ScorecardDesign } from '@bora/scorecard';
import type { Evaluation } from './evaluate.ts';
import { foldCount, foldOfRow, splitByFold } from './fold-of-row.ts';
import { assertEnoughApplicants, type LabelledApplicants, selectApplicants } from './labelled-applicants.ts';
import { reportModel } from './model-report.ts';

/** How visibly scorecards are made. */
export interface ScorecardRun {
  /** Told before each scorecard how many of how many were made. */
  readonly onProgress?: ((made: number, count: number) => void) | undefined;
  /** Ends the run between two scorecards: it then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Measures how well a scorecard of this design predicts, as a network is measured: five folds by row number, and in
 * each everything that is fitted fitted on the other four. The PDs are those of whole points.
 * @throws TooFewApplicantsError, NoUsefulVariableError, RegressionError; the reason of `run.signal` when it is aborted
 */
export async function evaluateScorecard(
  design: ScorecardDesign,
  applicants: LabelledApplicants,
  { onProgress, signal }: ScorecardRun = {},
): Promise<Evaluation> {
  assertEnoughApplicants(applicants);
  const rowNumbers = applicants.table.row;
  const pd = new Float64Array(rowNumbers.length);
  for (let fold = 0; fold < foldCount; fold++) {
    await turnOfOthers(signal);
    onProgress?.(fold, foldCount);
    const { training, held } = splitByFold(rowNumbers, 0, fold);
    const scorecard = fitOnFolds(design, selectApplicants(applicants, training), 1);
    const applied = applyScorecard(scorecard, design.schema, design.scale);
    const { table } = selectApplicants(applicants, held);
    for (const [index, points] of applied.points(applied.bins(table)).entries()) {
      pd[held[index]!] = applied.pd(points);
    }
  }
  return { pd, report: reportModel(pd, applicants.bad, rowNumbers) };
}

/** A scorecard of all these rows. @param depth of the inner folds, as `fitModel` has it */
export function fitOnFolds(
  design: ScorecardDesign,
  { table, bad }: LabelledApplicants,
  depth: number,
): Scorecard {
  return fitScorecard(
    design,
    table,
    bad,
    Uint8Array.from(table.row, (rowNumber) => foldOfRow(rowNumber, depth)),
  );
}

/** Lets a signal arrive between two stretches of arithmetic. */
async function turnOfOthers(signal: AbortSignal | undefined): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  signal?.throwIfAborted();
}
