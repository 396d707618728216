/**
 * Applicants in columns, the one shape that validation makes and the encoder reads.
 * Variables stand in the order of `schema.variables`.
 */
export interface ApplicantTable {
  readonly rowCount: number;
  /** `text[variable][row]`: the trimmed value; `''` where missing or unreadable. */
  readonly text: readonly (readonly string[])[];
  /** `number[variable][row]`: the value, NaN where missing; `undefined` unless the variable is a number. */
  readonly number: readonly (Float64Array | undefined)[];
  /** One id a row: the row number where the file has no id, `''` for a JSON application without one. */
  readonly applicantId: readonly string[];
  /** Row number of each applicant in its file, from 1. */
  readonly row: Uint32Array;
  /** Bits of `warningCodes` that validation found, a row each. */
  readonly warnings: Uint32Array;
}
