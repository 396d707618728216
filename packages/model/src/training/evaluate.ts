import { applyCalibration } from '../scoring/calibrate.ts';
import { fitModel, type ModelDesign, planOfFit, predictLogits } from './fit-model.ts';
import { foldCount, splitByFold } from './fold-of-row.ts';
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
  const splits = Array.from({ length: foldCount }, (_, fold) => splitByFold(rowNumbers, 0, fold));
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
    return { pd, report: reportModel(pd, applicants.bad, rowNumbers) };
  });
}
