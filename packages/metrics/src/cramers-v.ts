import { MetricInputError } from './metric-input-error.ts';

/**
 * Association of two classifications, 0 (none) to 1 (each says the other), corrected for the association that chance
 * alone gives small tables. Source: Bergsma (2013), Journal of the Korean Statistical Society 42(3), Cramér's V-tilde.
 *
 * @param counts rows of each pair of classes, one list a class of the first; empty classes do not matter.
 * @returns `null` where either classification has fewer than two classes with rows.
 * @throws MetricInputError `unequal-lengths` for lists of unequal length.
 */
export function cramersV(counts: readonly ArrayLike<number>[]): number | null {
  const width = counts[0]?.length ?? 0;
  if (counts.some((row) => row.length !== width)) {
    throw new MetricInputError(
      'unequal-lengths',
      'Every class of the first needs a count for each of the second.',
    );
  }
  const ofRow = counts.map((row) => Array.from(row).reduce((sum, count) => sum + count, 0));
  const ofColumn = Array.from({ length: width }, (_, column) =>
    counts.reduce((sum, row) => sum + row[column]!, 0),
  );
  const total = ofRow.reduce((sum, count) => sum + count, 0);
  const rows = ofRow.filter((count) => count > 0).length;
  const columns = ofColumn.filter((count) => count > 0).length;
  if (rows < 2 || columns < 2) return null;
  let squares = 0;
  for (const [row, list] of counts.entries()) {
    for (let column = 0; column < width; column++) {
      const expected = (ofRow[row]! * ofColumn[column]!) / total;
      if (expected > 0) squares += (list[column]! - expected) ** 2 / expected;
    }
  }
  const free = total - 1;
  const corrected = Math.max(0, squares / total - ((rows - 1) * (columns - 1)) / free);
  const degrees = Math.min(rows - (rows - 1) ** 2 / free, columns - (columns - 1) ** 2 / free) - 1;
  return degrees > 0 ? Math.min(1, Math.sqrt(corrected / degrees)) : null;
}
