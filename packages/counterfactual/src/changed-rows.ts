import type { ApplicantTable } from '@bora/features';
import type { Combination } from './combinations.ts';

/**
 * One row for each combination: row 0 of `known` with the values of the combination's candidates, candidate `n`
 * standing in row `n + 1` of `known`.
 *
 * @param variableOf index in the schema of the variable that each candidate changes
 */
export function changedRows(
  known: ApplicantTable,
  variableOf: readonly number[],
  combinations: readonly Combination[],
): ApplicantTable {
  const rowCount = combinations.length;
  const text = known.text.map((column) => new Array<string>(rowCount).fill(column[0]!));
  const number = known.number.map((column) => column && new Float64Array(rowCount).fill(column[0]!));
  const warnings = new Uint32Array(rowCount).fill(known.warnings[0]!);
  for (const [row, combination] of combinations.entries()) {
    for (const candidate of combination) {
      const variable = variableOf[candidate]!;
      text[variable]![row] = known.text[variable]![candidate + 1]!;
      const numbers = number[variable];
      if (numbers) numbers[row] = known.number[variable]![candidate + 1]!;
      warnings[row]! |= known.warnings[candidate + 1]!;
    }
  }
  return {
    rowCount,
    text,
    number,
    applicantId: new Array<string>(rowCount).fill(''),
    row: Uint32Array.from({ length: rowCount }, (_, row) => row + 1),
    warnings,
  };
}
