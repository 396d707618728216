import type { ApplicantTable } from '@bora/features';

/** The table with some variables of every row set to those of another table's row 0. */
export function replaceVariables(
  table: ApplicantTable,
  variables: readonly number[],
  reference: ApplicantTable,
): ApplicantTable {
  const text = [...table.text];
  const number = [...table.number];
  for (const variable of variables) {
    text[variable] = new Array<string>(table.rowCount).fill(reference.text[variable]![0]!);
    const value = reference.number[variable]?.[0];
    if (value !== undefined) number[variable] = new Float64Array(table.rowCount).fill(value);
  }
  return { ...table, text, number };
}
