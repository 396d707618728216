import type { VariableCounts } from './file-counts.ts';
import type { BinShares } from './paired-bins.ts';
import { leastNamedRows } from './thresholds.ts';

/** Codes that training did not have and that enough rows of the file have to be named, the most frequent first. */
export function unseenCodes(counts: VariableCounts, fileRows: number): BinShares[] {
  if (counts.kind !== 'levels' || counts.unseenCodes === null) return [];
  return [...counts.unseenCodes]
    .filter(([, rows]) => rows >= leastNamedRows)
    .sort(([leftCode, left], [rightCode, right]) => right - left || (leftCode < rightCode ? -1 : 1))
    .map(([name, rows]) => ({ name, trainingShare: 0, fileShare: rows / fileRows }));
}
