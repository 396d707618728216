import type { ApplicantTable } from '../applicant-table.ts';

/** The rows at `indices` (from 0, in that order, repeats allowed) as a table of their own. */
export function selectRows(table: ApplicantTable, indices: ArrayLike<number>): ApplicantTable {
  const rows = Array.from(indices);
  return {
    rowCount: rows.length,
    text: table.text.map((column) => rows.map((row) => column[row]!)),
    number: table.number.map((column) => column && Float64Array.from(rows, (row) => column[row]!)),
    applicantId: rows.map((row) => table.applicantId[row]!),
    row: Uint32Array.from(rows, (row) => table.row[row]!),
    warnings: Uint32Array.from(rows, (row) => table.warnings[row]!),
  };
}
