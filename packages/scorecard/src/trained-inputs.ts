import type { TrainingColumn } from './training-column.ts';

/** A row warns of its missing values when fewer training rows than this share had as many. */
const rareShare = 0.001;

/** Smallest and largest known value of a number; null for other kinds and where none is known. */
export function rangeOf(column: TrainingColumn): { min: number; max: number } | null {
  if (column.kind !== 'number') return null;
  let min = Infinity;
  let max = -Infinity;
  for (const value of column.values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  // Adding 0 turns −0, which JSON cannot write, into 0.
  return min <= max ? { min: min + 0, max: max + 0 } : null;
}

/** So many missing values among the columns are ordinary. */
export function missingLimit(columns: readonly TrainingColumn[], rowCount: number): number {
  const counts = new Uint16Array(rowCount);
  for (const column of columns) {
    if (column.kind === 'number') {
      for (let row = 0; row < rowCount; row++) if (Number.isNaN(column.values[row]!)) counts[row]! += 1;
    } else {
      const missing = column.levels.indexOf('');
      for (let row = 0; row < rowCount; row++) if (column.levelOfRow[row] === missing) counts[row]! += 1;
    }
  }
  counts.sort();
  return counts[Math.ceil(rowCount * (1 - rareShare)) - 1]!;
}
