import { applyCalibration, fitCalibration } from '../scoring/calibrate.ts';
import { foldCount, splitByFold } from './fold-of-row.ts';

/** PDs of out-of-fold logits, the calibration of each fold (depth 0) fitted on the other folds. */
export function crossCalibrate(logits: Float32Array, bad: Uint8Array, rowNumbers: Uint32Array): Float64Array {
  const pd = new Float64Array(logits.length);
  for (let fold = 0; fold < foldCount; fold++) {
    const { training, held } = splitByFold(rowNumbers, 0, fold);
    const calibration = fitCalibration(
      training.map((place) => logits[place]!),
      training.map((place) => bad[place]!),
    );
    for (const place of held) pd[place] = applyCalibration(logits[place]!, calibration);
  }
  return pd;
}
