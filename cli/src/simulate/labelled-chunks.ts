import type { ApplicationSchema } from '@bora/contracts';
import {
  type ApplicantTable,
  type FileLayout,
  outcomeReader,
  parseApplicants,
  selectRows,
} from '@bora/features';
import { heldOutFold } from '@bora/simulation';
import { readApplicantChunks } from '../files/applicant-chunks.ts';

/** Some applicants of a file with their outcomes. */
export interface LabelledChunk {
  readonly layout: FileLayout;
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

/** Small, so that a chunk is forgotten before the collector takes it for something that stays. */
const rowsPerChunk = 500;

/**
 * Reads a labelled file in chunks; memory holds one.
 * @param fold only its rows, where one is given
 * @param only variables to read beside the id; all, where none are given
 * @throws TrainingDataError where there is no label column; the errors of `readApplicantChunks`
 */
export async function* readLabelledChunks(
  file: string,
  schema: ApplicationSchema,
  fold: number | undefined,
  signal: AbortSignal,
  only?: ReadonlySet<number>,
): AsyncGenerator<LabelledChunk> {
  for await (const chunk of readApplicantChunks(file, schema, rowsPerChunk, signal)) {
    const outcome = outcomeReader(chunk.layout, schema);
    const labels: (0 | 1 | null)[] = [];
    const layout = only ? narrowed(chunk.layout, schema, only) : chunk.layout;
    const { table, rejects } = parseApplicants(chunk.bytes, layout, schema, chunk, (fields) => {
      labels.push(outcome(fields));
    });
    const isReplayed = (row: number) => fold === undefined || heldOutFold(row) === fold;
    const places = [...table.row.keys()].filter((place) => isReplayed(table.row[place]!));
    yield {
      layout: chunk.layout,
      table: places.length === table.rowCount ? table : selectRows(table, places),
      bad: Uint8Array.from(places, (place) => labels[place] ?? 0),
      unlabelled: places.filter((place) => labels[place] === null).length,
      rejected: rejects.length,
      leftOut: table.rowCount - places.length,
      bytesRead: chunk.bytesRead,
    };
  }
}

function narrowed(
  layout: FileLayout,
  { variables }: ApplicationSchema,
  only: ReadonlySet<number>,
): FileLayout {
  const isRead = (index: number) => only.has(index) || variables[index]!.kind === 'id';
  return {
    ...layout,
    variables: layout.variables.map((index) => (index !== null && isRead(index) ? index : null)),
  };
}
