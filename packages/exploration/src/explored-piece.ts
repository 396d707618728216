import type { ApplicationSchema, Reject } from '@bora/contracts';
import {
  type ApplicantTable,
  type FileLayout,
  type PiecePosition,
  parseApplicants,
  variableReader,
} from '@bora/features';

/** What an outcome is where the file does not say it. */
export const unknownOutcome = -1;

/** Whole records of a file, read: applicants, what became of them, and the rows that are none. */
export interface ExploredPiece {
  readonly table: ApplicantTable;
  /** One a row: 1 = bad, 0 = good, −1 = missing or unreadable. */
  readonly outcomes: Int8Array;
  readonly rejects: readonly Reject[];
}

/** Reads pieces of one file; a missing or unreadable outcome is unknown, and no reason to stop. */
export function pieceReader(
  schema: ApplicationSchema,
  layout: FileLayout,
): (bytes: Uint8Array, position: PiecePosition) => ExploredPiece {
  const label = schema.variables.find(({ kind }) => kind === 'label')!;
  const field = layout.variables.findIndex((index) => index !== null && schema.variables[index] === label);
  const read = variableReader(label, schema.file);
  const bad = new Set(label.yes);
  return (bytes, position) => {
    const outcomes: number[] = [];
    const parsed = parseApplicants(bytes, layout, schema, position, (fields) => {
      const text = field < 0 ? '' : read(fields[field]!).text;
      outcomes.push(text === '' ? unknownOutcome : bad.has(text) ? 1 : 0);
    });
    return { ...parsed, outcomes: Int8Array.from(outcomes) };
  };
}
