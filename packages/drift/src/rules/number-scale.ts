import { fisherExactTail } from '@bora/metrics';
import { type PairedBin, sharesOf, totalFile, totalTraining } from '../paired-bins.ts';
import { percent } from '../sentence-parts.ts';
import { codeLikeEdges, emptiedShare, jumpFactor, leastJumpShare } from '../thresholds.ts';
import type { Rule } from '../watched-variable.ts';

/** Bins that held half of the training values are all but empty: another unit, currency or decimal sign. */
export const scaleChanged: Rule = ({ distribution, bins, trainingRows, fileRows, rate }) => {
  if (distribution.kind !== 'number' || distribution.edges.length <= codeLikeEdges) return null;
  const ranges = bins.filter(({ kind }) => kind === 'range');
  const known = totalTraining(ranges);
  const knownNow = totalFile(ranges);
  if (known === 0 || knownNow === 0) return null;
  const isEmptied = (bin: PairedBin) =>
    bin.trainingRows / known >= leastJumpShare &&
    bin.trainingRows / known >= (jumpFactor * bin.fileRows) / knownNow;
  const emptied = ranges.filter(isEmptied);
  const before = totalTraining(emptied);
  const now = totalFile(emptied);
  if (before < emptiedShare * known) return null;
  if (fisherExactTail(before, known, now, knownNow) >= rate) return null;
  return {
    kind: 'scale-changed',
    explained: null,
    concerned: 1 - now / knownNow,
    codes: sharesOf(emptied, trainingRows, fileRows),
    sentence:
      `Values lie where training had few: ranges that held ${percent(before / known)} of the training values hold ` +
      `${percent(now / knownNow)} of the file's. Check unit, currency and decimal sign.`,
  };
};

/** Training had whole numbers alone, and the file has fractions. */
export const fractionsAppeared: Rule = ({ distribution, counts, trainingRows, fileRows, rate }) => {
  if (distribution.kind !== 'number' || distribution.wholeShare !== 1 || counts.kind !== 'number')
    return null;
  if (counts.fractions < leastJumpShare * fileRows) return null;
  if (fisherExactTail(counts.fractions, fileRows, 0, trainingRows) >= rate) return null;
  return {
    kind: 'fractions-appeared',
    explained: [],
    concerned: counts.fractions / fileRows,
    codes: [],
    sentence:
      `Training had whole numbers alone; ${percent(counts.fractions / fileRows)} of the file hold fractions. ` +
      'Check unit and decimal sign.',
  };
};
