import type { ApplicationSchema, DerivedFeature } from '@bora/contracts';
import { createEncoder, type EncodedRows, fitEncoder } from '@bora/features';
import { fitLogisticRegression, logitsOf } from '@bora/scorecard';
import type { Evaluation } from './evaluate.ts';
import { foldCount, foldsOfRows, splitByFold } from './fold-of-row.ts';
import { beginFold, type FoldRun } from './fold-run.ts';
import { assertEnoughApplicants, type LabelledApplicants, selectApplicants } from './labelled-applicants.ts';
import { reportModel } from './model-report.ts';

const plainKinds: ReadonlySet<DerivedFeature['kind']> = new Set(['number', 'missing', 'flag', 'one-hot']);
/** Penalty on the squared coefficients, so that columns that repeat each other have one solution. */
const ridge = 1;

/** The features that any logistic regression would begin with: one column a number, a flag or a level. */
export function plainFeatures(features: readonly DerivedFeature[]): DerivedFeature[] {
  return features.filter(({ kind }) => plainKinds.has(kind));
}

/**
 * Measures a logistic regression on the plain features among those given: five folds, and in each everything that is
 * fitted fitted on the other four. Its probabilities are the PDs.
 * @param folds fold of each row, 0 to 4
 * @throws TooFewApplicantsError, RegressionError; the reason of `run.signal` when it is aborted
 */
export async function evaluateLogistic(
  schema: ApplicationSchema,
  features: readonly DerivedFeature[],
  applicants: LabelledApplicants,
  folds: Uint8Array,
  run: FoldRun = {},
): Promise<Evaluation> {
  assertEnoughApplicants(applicants);
  const plain = plainFeatures(features);
  const pd = new Float64Array(folds.length);
  for (let fold = 0; fold < foldCount; fold++) {
    await beginFold(fold, run);
    const { training, held } = splitByFold(folds, fold);
    const { table, bad } = selectApplicants(applicants, training);
    const fitted = fitEncoder(schema, plain, table, bad, foldsOfRows(table.row, 1));
    const regression = fitLogisticRegression(columnsOf(fitted.training), bad, ridge);
    const { rows } = createEncoder(schema, fitted.state).encode(selectApplicants(applicants, held).table);
    for (const [index, logit] of logitsOf(regression, columnsOf(rows), rows.rowCount).entries()) {
      pd[held[index]!] = 1 / (1 + Math.exp(-logit));
    }
  }
  return { pd, report: reportModel(pd, applicants.bad, folds) };
}

function columnsOf({ rowCount, width, dense }: EncodedRows): Float64Array[] {
  return Array.from({ length: width }, (_, column) =>
    Float64Array.from({ length: rowCount }, (_row, row) => dense[row * width + column]!),
  );
}
