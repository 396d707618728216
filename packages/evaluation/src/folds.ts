import type { ApplicationSchema } from '@bora/contracts';
import { type ApplicantTable, createTextCache } from '@bora/features';

/** A fold has no bad or no good applicants, so nothing can be measured on it. */
export class FoldWithoutOutcomesError extends Error {
  override readonly name = 'FoldWithoutOutcomesError';
  readonly code = 'fold-without-outcomes';
}

/** Fold of each row: rows that follow one another are held out together. */
export function blockFolds(rowCount: number, foldCount: number): Uint8Array {
  return Uint8Array.from({ length: rowCount }, (_, row) => Math.floor((row * foldCount) / rowCount));
}

/**
 * Fold of each row: everybody of one place of the schema's `grouping` is held out together. The fold is the sum of the
 * UTF-16 code units of the normalised place, its parts joined by `|`, modulo the number of folds.
 */
export function groupedFolds(
  schema: ApplicationSchema,
  grouping: readonly string[],
  table: ApplicantTable,
  foldCount: number,
): Uint8Array {
  const cache = createTextCache();
  const parts = grouping.map(
    (name) => table.text[schema.variables.findIndex((variable) => variable.name === name)]!,
  );
  return Uint8Array.from({ length: table.rowCount }, (_, row) => {
    const place = parts.map((texts) => cache.normalised(texts[row]!)).join('|');
    let sum = 0;
    for (let index = 0; index < place.length; index++) sum += place.charCodeAt(index);
    return sum % foldCount;
  });
}

/** @throws FoldWithoutOutcomesError when a fold has not both outcomes */
export function assertBothOutcomes(
  folds: Uint8Array,
  bad: Uint8Array,
  foldCount: number,
  rule: string,
): void {
  const counts = Array.from({ length: foldCount }, () => ({ good: 0, bad: 0 }));
  for (const [row, fold] of folds.entries()) counts[fold]![bad[row] === 1 ? 'bad' : 'good'] += 1;
  if (counts.every((count) => count.good > 0 && count.bad > 0)) return;
  throw new FoldWithoutOutcomesError(
    `Folds ${rule} leave one without bad or without good applicants: measure this comparison on more data, or choose others with --only.`,
  );
}
