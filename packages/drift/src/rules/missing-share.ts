import { fisherExactTail } from '@bora/metrics';
import { sharesOf } from '../paired-bins.ts';
import { percent } from '../sentence-parts.ts';
import { jumpFactor, leastJumpShare, missingShareChange } from '../thresholds.ts';
import type { Rule } from '../watched-variable.ts';

/** The share of rows without a readable value changed by ten points, or tenfold: a field is filled in otherwise. */
export const missingShareChanged: Rule = ({ bins, trainingRows, fileRows, rate }) => {
  const missing = bins.find(({ kind }) => kind === 'missing');
  if (!missing) return null;
  const before = missing.trainingRows / trainingRows;
  const now = missing.fileRows / fileRows;
  const larger = Math.max(before, now);
  const isTenfold = larger >= leastJumpShare && larger >= jumpFactor * Math.min(before, now);
  if (Math.abs(now - before) < missingShareChange && !isTenfold) return null;
  const chance =
    now > before
      ? fisherExactTail(missing.fileRows, fileRows, missing.trainingRows, trainingRows)
      : fisherExactTail(missing.trainingRows, trainingRows, missing.fileRows, fileRows);
  if (chance >= rate / 2) return null;
  return {
    kind: 'missing-share-changed',
    explained: [missing],
    concerned: Math.abs(now - before),
    codes: sharesOf([missing], trainingRows, fileRows),
    sentence: `Rows without a readable value: ${percent(before)} of training, ${percent(now)} of the file.`,
  };
};
