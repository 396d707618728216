import { psi, psiCriticalValue } from '@bora/metrics';
import { type BinShares, type PairedBin, sharesOf, totalFile, totalTraining } from './paired-bins.ts';

/** How far two populations lie apart in one variable, or in the score. */
export interface PopulationComparison {
  /** Population stability index over `bins`; of a variable it is also called CSI. */
  readonly psi: number;
  /** What chance alone exceeds with the false alarm rate asked for, at these numbers of rows. */
  readonly critical: number;
  /** What chance alone gives on average. */
  readonly expected: number;
  /** The bins compared, rare ones put together. */
  readonly bins: readonly BinShares[];
}

/** A bin of fewer expected rows in the smaller sample does not follow the chi-squared distribution. */
const leastExpectedRows = 5;

/**
 * PSI of two populations, and what it is without drift. Null where one of them has no row.
 *
 * @param rate in (0, 1): how often chance alone may exceed the critical value.
 */
export function comparePopulations(bins: readonly PairedBin[], rate: number): PopulationComparison | null {
  const trainingRows = totalTraining(bins);
  const fileRows = totalFile(bins);
  if (trainingRows === 0 || fileRows === 0) return null;
  const pooled = poolRare(bins, Math.min(trainingRows, fileRows) / (trainingRows + fileRows));
  return {
    psi: psi(
      pooled.map((bin) => bin.trainingRows),
      pooled.map((bin) => bin.fileRows),
    ),
    critical: psiCriticalValue(pooled.length, trainingRows, fileRows, rate),
    expected: (pooled.length - 1) * (1 / trainingRows + 1 / fileRows),
    bins: sharesOf(pooled, trainingRows, fileRows),
  };
}

/** Whether a bin is rare is decided by both samples together, so that a code that became frequent stands by itself. */
function poolRare(bins: readonly PairedBin[], smallerShare: number): PairedBin[] {
  const isRare = (bin: PairedBin) => (bin.trainingRows + bin.fileRows) * smallerShare < leastExpectedRows;
  const rare = bins.filter(isRare);
  const kept = bins.filter((bin) => !isRare(bin));
  const together: PairedBin = {
    name: 'rare',
    kind: 'rare',
    trainingRows: totalTraining(rare),
    fileRows: totalFile(rare),
  };
  const rareRows = together.trainingRows + together.fileRows;
  if (rareRows === 0) return kept;
  if (!isRare(together) || kept.length === 0) return [...kept, together];
  // Too few even together: they join the smallest bin that is large enough.
  const smallest = kept.reduce((a, b) =>
    a.trainingRows + a.fileRows <= b.trainingRows + b.fileRows ? a : b,
  );
  return kept.map((bin) => (bin === smallest ? joined(bin, together) : bin));
}

function joined(bin: PairedBin, rare: PairedBin): PairedBin {
  return {
    ...bin,
    trainingRows: bin.trainingRows + rare.trainingRows,
    fileRows: bin.fileRows + rare.fileRows,
  };
}
