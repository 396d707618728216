import { fisherExactTail } from '@bora/metrics';
import { type PairedBin, sharesOf, totalFile, totalTraining } from '../paired-bins.ts';
import { percent, shares } from '../sentence-parts.ts';
import { leastJumpShare } from '../thresholds.ts';
import { unseenCodes } from '../unseen-codes.ts';
import type { Rule, WatchedVariable } from '../watched-variable.ts';

/** Every training row with a value had the same one, and the file has others: nothing was learned of them. */
export const constantNoLonger: Rule = (watched) => {
  const { counts, trainingRows, fileRows, rate } = watched;
  const constant = constantOfTraining(watched);
  if (constant === null) return null;
  const others = counts.kind === 'number' ? counts.outside : counts.unseen;
  if (others === 0 || fisherExactTail(others, fileRows, 0, trainingRows) >= rate) return null;
  const codes = unseenCodes(counts, fileRows);
  const named = codes.length > 0 ? `: ${shares(codes)}` : '';
  return {
    kind: 'constant-no-longer',
    explained: null,
    concerned: others / fileRows,
    codes,
    sentence:
      `Every training row held ${constant}; ${percent(others / fileRows)} of the file hold something else${named}. ` +
      'The model has learned nothing of these values.',
  };
};

/** Training had several values, and every value of the file is the same. */
export const nowConstant: Rule = ({ counts, bins, trainingRows, fileRows, rate }) => {
  const values = bins.filter(({ kind }) => kind !== 'missing');
  const filled = values.filter((bin) => bin.fileRows > 0);
  const [only] = filled;
  if (filled.length !== 1 || !only || !isConstant(counts)) return null;
  const others = values.filter((bin) => bin !== only);
  const lost = totalTraining(others);
  const known = totalTraining(values);
  if (known === 0 || lost < leastJumpShare * known) return null;
  if (fisherExactTail(lost, known, 0, totalFile(values)) >= rate) return null;
  const gone = others.filter((bin) => bin.trainingRows > 0).sort(byTrainingRows);
  const name = counts.kind === 'number' ? String(counts.minimum) : only.name;
  return {
    kind: 'now-constant',
    explained: null,
    concerned: lost / known,
    codes: sharesOf(gone, trainingRows, fileRows),
    sentence: `Every value of the file is ${name}; in training ${percent(lost / known)} of the values were others.`,
  };
};

/** The one value of training; null where there were several, or an older bundle does not tell. */
function constantOfTraining({ distribution }: WatchedVariable): string | null {
  if (distribution.kind === 'number') {
    const { minimum, maximum } = distribution;
    return minimum !== undefined && minimum === maximum ? String(minimum) : null;
  }
  const [only, ...more] = distribution.levels;
  return only && more.length === 0 && distribution.other === 0 ? only.level : null;
}

function isConstant(counts: WatchedVariable['counts']): boolean {
  if (counts.kind === 'number') return counts.minimum === counts.maximum;
  return counts.unseen === 0 || counts.unseenCodes?.size === 1;
}

function byTrainingRows(left: PairedBin, right: PairedBin): number {
  return right.trainingRows - left.trainingRows;
}
