import { applyCalibration, fitCalibration } from '../scoring/calibrate.ts';
import { foldCount, splitByFold } from './fold-of-row.ts';

/**
 * PDs of out-of-fold logits, the calibration of each fold fitted on the logits of the other folds. Those come from
 * networks that saw the fold, so its outcomes have the least part in its PDs, and none in the order of its rows.
 * @param folds fold of each row
 */
export function crossCalibrate(logits: Float32Array, bad: Uint8Array, folds: Uint8Array): Float64Array {
  const pd = new Float64Array(logits.length);
  for (let fold = 0; fold < foldCount; fold++) {
    const { training, held } = splitByFold(folds, fold);
    const calibration = fitCalibration(
      training.map((place) => logits[place]!),
      training.map((place) => bad[place]!),
    );
    for (const place of held) pd[place] = applyCalibration(logits[place]!, calibration);
  }
  return pd;
}
