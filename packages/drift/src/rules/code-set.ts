import { fisherExactTail } from '@bora/metrics';
import { type PairedBin, sharesOf, totalFile, totalTraining } from '../paired-bins.ts';
import { changes, percent, shares } from '../sentence-parts.ts';
import { codeLikeEdges, jumpFactor, leastJumpShare, leastUnseenShare } from '../thresholds.ts';
import { unseenCodes } from '../unseen-codes.ts';
import type { Rule, WatchedVariable } from '../watched-variable.ts';

/** Rows hold codes that training never had, or in fewer than 15 rows, tenfold as often as in training. */
export const unseenCodesAppeared: Rule = ({ counts, bins, fileRows: rows, rate }) => {
  const { trainingRows, fileRows } = rowsWithValue(bins);
  const unseen = bins.find(({ kind }) => kind === 'unseen');
  if (!unseen || unseen.fileRows === 0 || unseen.fileRows < leastUnseenShare * fileRows) return null;
  if (!isJump(unseen.trainingRows / trainingRows, unseen.fileRows / fileRows)) return null;
  if (fisherExactTail(unseen.fileRows, fileRows, unseen.trainingRows, trainingRows) >= rate) return null;
  const codes = unseenCodes(counts, fileRows);
  const named = codes.length > 0 ? `: ${shares(codes)}` : '';
  return {
    kind: 'unseen-codes',
    explained: [unseen],
    concerned: unseen.fileRows / rows,
    codes,
    sentence:
      `${percent(unseen.fileRows / fileRows)} of the values are codes that training had never or too rarely ` +
      `(${percent(unseen.trainingRows / trainingRows)})${named}.`,
  };
};

/** Codes of at least 1 % of training fell to a tenth of their share or to nothing. */
export const codesVanished: Rule = (watched) => {
  const { trainingRows, fileRows } = rowsWithValue(watched.bins);
  const gone = vanishedBins(watched);
  if (gone.length === 0) return null;
  const codes = sharesOf(gone, trainingRows, fileRows);
  return {
    kind: 'vanished-codes',
    explained: watched.variable.kind === 'place' ? null : gone,
    concerned: totalTraining(gone) / watched.trainingRows,
    codes,
    sentence: `Codes are gone or all but gone: ${changes(codes)}.`,
  };
};

/** Known codes rose tenfold or more, to at least 1 % of the values, those of codes that vanished left out. */
export const codesSurged: Rule = (watched) => {
  const gone = new Set(vanishedBins(watched));
  const bins = watched.bins.filter((bin) => !gone.has(bin));
  const { trainingRows, fileRows } = rowsWithValue(bins);
  const risen = jumps({ ...watched, bins }, (bin) => ({
    from: bin.trainingRows / trainingRows,
    to: bin.fileRows / fileRows,
    chance: () => fisherExactTail(bin.fileRows, fileRows, bin.trainingRows, trainingRows),
  })).sort((left, right) => right.fileRows - left.fileRows);
  if (risen.length === 0) return null;
  const codes = sharesOf(risen, trainingRows, fileRows);
  return {
    kind: 'surged-codes',
    explained: watched.variable.kind === 'place' ? null : risen,
    concerned: totalFile(risen) / watched.fileRows,
    codes,
    sentence: `Codes that training hardly had are frequent: ${changes(codes)}.`,
  };
};

function vanishedBins(watched: WatchedVariable): PairedBin[] {
  const { trainingRows, fileRows } = rowsWithValue(watched.bins);
  const gone = jumps(watched, (bin) => ({
    from: bin.fileRows / fileRows,
    to: bin.trainingRows / trainingRows,
    chance: () => fisherExactTail(bin.trainingRows, trainingRows, bin.fileRows, fileRows),
  }));
  return gone.sort((left, right) => right.trainingRows - left.trainingRows);
}

/** A field that is left empty more often takes from every code alike: their shares are of the rows with a value. */
function rowsWithValue(bins: readonly PairedBin[]): { trainingRows: number; fileRows: number } {
  const values = bins.filter(({ kind }) => kind !== 'missing');
  return { trainingRows: totalTraining(values), fileRows: totalFile(values) };
}

interface Jump {
  readonly from: number;
  readonly to: number;
  /** Probability of a change as large, or larger, by chance. */
  chance(): number;
}

function jumps(watched: WatchedVariable, jumpOf: (bin: PairedBin) => Jump): PairedBin[] {
  const codes = codeBins(watched);
  return codes.filter((bin) => {
    const { from, to, chance } = jumpOf(bin);
    return to >= leastJumpShare && isJump(from, to) && chance() < watched.rate / codes.length;
  });
}

/**
 * Bins that stand for one code each. Of places, whose shares follow where the lender sells, only all known ones
 * together can change their coding: as when every name arrives in other letters.
 */
function codeBins({ variable, distribution, bins }: WatchedVariable): PairedBin[] {
  if (distribution.kind === 'number') {
    return distribution.edges.length <= codeLikeEdges ? bins.filter(({ kind }) => kind === 'range') : [];
  }
  const levels = bins.filter(({ kind }) => kind === 'level');
  if (variable.kind !== 'place') return levels;
  return [
    {
      name: 'all places of training',
      kind: 'level',
      trainingRows: totalTraining(levels),
      fileRows: totalFile(levels),
    },
  ];
}

function isJump(from: number, to: number): boolean {
  return to >= jumpFactor * from;
}
