import type { Distribution } from '@bora/contracts';
import type { VariableCounts } from './file-counts.ts';

/** One bin of a variable, or of the score, in both populations. */
export interface PairedBin {
  readonly name: string;
  /** `unseen` are the levels that the reference does not name: those of fewer than 15 training rows, and new ones. */
  readonly kind: 'missing' | 'level' | 'range' | 'unseen' | 'rare';
  readonly trainingRows: number;
  readonly fileRows: number;
}

/** A bin as shares of each population's rows. */
export interface BinShares {
  readonly name: string;
  readonly trainingShare: number;
  readonly fileShare: number;
}

/** All bins, the missing values first, empty ones too. @param trainingRows rows that the shares of the reference are of */
export function pairBins(
  distribution: Distribution,
  counts: VariableCounts,
  trainingRows: number,
): PairedBin[] {
  const rowsOf = (share: number) => Math.round(share * trainingRows);
  const missing: PairedBin = {
    name: 'missing',
    kind: 'missing',
    trainingRows: rowsOf(distribution.missing),
    fileRows: counts.missing,
  };
  if (distribution.kind === 'number') {
    const ranges = distribution.shares.map((share, bin) => ({
      name: rangeName(distribution.edges, bin),
      kind: 'range' as const,
      trainingRows: rowsOf(share),
      fileRows: counts.bins[bin]!,
    }));
    return [missing, ...ranges];
  }
  const levels = distribution.levels.map(({ level, share }, bin) => ({
    name: level,
    kind: 'level' as const,
    trainingRows: rowsOf(share),
    fileRows: counts.bins[bin]!,
  }));
  const unseen: PairedBin = {
    name: 'not in training',
    kind: 'unseen',
    trainingRows: rowsOf(distribution.other),
    fileRows: counts.kind === 'levels' ? counts.unseen : 0,
  };
  return [missing, ...levels, unseen];
}

export function totalTraining(bins: readonly PairedBin[]): number {
  return bins.reduce((sum, bin) => sum + bin.trainingRows, 0);
}

export function totalFile(bins: readonly PairedBin[]): number {
  return bins.reduce((sum, bin) => sum + bin.fileRows, 0);
}

/** Shares of the given totals; a population without rows has shares of 0. */
export function sharesOf(bins: readonly PairedBin[], trainingRows: number, fileRows: number): BinShares[] {
  return bins.map((bin) => ({
    name: bin.name,
    trainingShare: trainingRows > 0 ? bin.trainingRows / trainingRows : 0,
    fileShare: fileRows > 0 ? bin.fileRows / fileRows : 0,
  }));
}

function rangeName(edges: readonly number[], bin: number): string {
  const from = edges[bin - 1];
  const to = edges[bin];
  if (from === undefined) return to === undefined ? 'any value' : `below ${to}`;
  return to === undefined ? `from ${from}` : `${from} to below ${to}`;
}
