import { applyCalibration } from '../scoring/calibrate.ts';
import { crossCalibrate } from './cross-calibrate.ts';
import {
  fitModel,
  type ModelDesign,
  planOfFit,
  planOfFolds,
  predictLogits,
  predictOutOfFold,
} from './fit-model.ts';
import { foldCount, foldsOfRows, splitByFold } from './fold-of-row.ts';
import { assertEnoughApplicants, type LabelledApplicants, selectApplicants } from './labelled-applicants.ts';
import { type ModelReport, reportModel } from './model-report.ts';
import { type TrainingRun, withTrainingCrew } from './training-run.ts';

export interface Evaluation {
  readonly report: ModelReport;
  /** Calibrated PD of each row, from a model that saw nothing of the row's fold. */
  readonly pd: Float64Array;
}

/**
 * Measures how well a model of this design predicts: five outer folds by row number, and in each everything
 * that is fitted (encoder, networks, calibration) fitted on the other four.
 * Throws as `trainModel`.
 */
export async function evaluateModel(
  design: ModelDesign,
  applicants: LabelledApplicants,
  run: TrainingRun,
): Promise<Evaluation> {
  assertEnoughApplicants(applicants);
  const rowNumbers = applicants.table.row;
  const folds = foldsOfRows(rowNumbers, 0);
  const splits = Array.from({ length: foldCount }, (_, fold) => splitByFold(folds, fold));
  const plans = splits.map(({ training }) =>
    planOfFit(
      Uint32Array.from(training, (place) => rowNumbers[place]!),
      1,
      design.options,
    ),
  );
  return withTrainingCrew(run, plans, design.options, async (crew) => {
    const pd = new Float64Array(rowNumbers.length);
    for (const { training, held } of splits) {
      const model = await fitModel(design, selectApplicants(applicants, training), 1, crew);
      const logits = predictLogits(design.schema, model, selectApplicants(applicants, held).table);
      for (const [index, place] of held.entries())
        pd[place] = applyCalibration(logits[index]!, model.calibration);
    }
    return { pd, report: reportModel(pd, applicants.bad, folds) };
  });
}

/**
 * Measures a design with a sixth of the networks, folds being given: encoder and networks of a fold are fitted on the
 * other four, its calibration on their out-of-fold logits (`crossCalibrate`). For comparisons; the order of the rows
 * of a fold, and so its AUC, is what `evaluateModel` finds where the folds are the same.
 * @param folds fold of each row, 0 to 4, each with bad and good rows
 * @throws as `trainModel`
 */
export async function crossValidateModel(
  design: ModelDesign,
  applicants: LabelledApplicants,
  folds: Uint8Array,
  run: TrainingRun,
): Promise<Evaluation> {
  assertEnoughApplicants(applicants);
  const plan = planOfFolds(folds, design.options);
  return withTrainingCrew(run, [plan], design.options, async (crew) => {
    const logits = await predictOutOfFold(design, applicants, folds, 1, crew);
    const pd = crossCalibrate(logits, applicants.bad, folds);
    return { pd, report: reportModel(pd, applicants.bad, folds) };
  });
}
