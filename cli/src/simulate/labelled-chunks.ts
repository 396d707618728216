import type { ApplicationSchema } from '@bora/contracts';
import { type ApplicantTable, outcomeReader, parseApplicants, selectRows } from '@bora/features';
import { heldOutFold } from '@bora/simulation';
import { readApplicantChunks } from '../files/applicant-chunks.ts';

/** Some applicants of a file with their outcomes. */
export interface LabelledChunk {
  readonly table: ApplicantTable;
  /** 1 = bad; 0 also where the outcome is unknown. */
  readonly bad: Uint8Array;
  /** Applicants whose outcome is unknown. */
  readonly unlabelled: number;
  readonly rejected: number;
  /** Applicants of other folds. */
  readonly leftOut: number;
  readonly bytesRead: number;
}

const rowsPerChunk = 2_000;

/**
 * Reads a labelled file in chunks; memory holds one. @param fold only its rows, where one is given
 * @throws TrainingDataError where there is no label column; the errors of `readApplicantChunks`
 */
export async function* readLabelledChunks(
  file: string,
  schema: ApplicationSchema,
  fold: number | undefined,
  signal: AbortSignal,
): AsyncGenerator<LabelledChunk> {
  for await (const chunk of readApplicantChunks(file, schema, rowsPerChunk, signal)) {
    const outcome = outcomeReader(chunk.layout, schema);
    const labels: (0 | 1 | null)[] = [];
    const { table, rejects } = parseApplicants(chunk.bytes, chunk.layout, schema, chunk, (fields) => {
      labels.push(outcome(fields));
    });
    const isReplayed = (row: number) => fold === undefined || heldOutFold(row) === fold;
    const places = [...table.row.keys()].filter((place) => isReplayed(table.row[place]!));
    yield {
      table: places.length === table.rowCount ? table : selectRows(table, places),
      bad: Uint8Array.from(places, (place) => labels[place] ?? 0),
      unlabelled: places.filter((place) => labels[place] === null).length,
      rejected: rejects.length,
      leftOut: table.rowCount - places.length,
      bytesRead: chunk.bytesRead,
    };
  }
}
