import { Decision } from '@bora/contracts';
import { readDelimitedRecords } from '../files/delimited-records.ts';
import { existingFileSize } from '../files/existing-file.ts';
import { CliError } from '../terminal/cli-error.ts';
import { startProgress } from '../terminal/progress.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { ScoreColumns, type StoredScore } from './score-columns.ts';

export interface ScoreFile {
  /** The score of a row, from 1. */
  get(row: number): StoredScore | undefined;
  /** A trained model gave the scores, as the file says, so it may have seen the rows. */
  readonly isOfTrainedModel: boolean;
}

/**
 * Reads a CSV file with a header and at least the columns `row` and `pd`, as `bora evaluate --scores` and
 * `bora score` write it.
 *
 * @throws CliError where columns are missing, or with the number of rows that cannot be used; the reason of the signal
 */
export async function readScoreFile(terminal: Terminal, path: string): Promise<ScoreFile> {
  const total = await existingFileSize(path);
  const progress = startProgress(terminal, { label: 'Reading scores', total, unit: 'bytes' });
  try {
    return await readScores(terminal, path, progress.update);
  } finally {
    progress.stop();
  }
}

async function readScores(
  { signal }: Terminal,
  path: string,
  onBytesRead: (bytes: number) => void,
): Promise<ScoreFile> {
  let columns: NamedColumns | undefined;
  let scores = new ScoreColumns(false);
  let piece = emptyPiece();
  let unreadable = 0;
  for await (const { fields } of readDelimitedRecords(path, ',', signal, onBytesRead)) {
    if (!columns) {
      columns = namedColumns(path, fields ?? []);
      scores = new ScoreColumns(columns.hasIds);
      continue;
    }
    const row = wholeNumber(fields?.[columns.row]);
    const pd = probability(fields?.[columns.pd]);
    if (!fields || row === null || pd === null) {
      unreadable++;
      continue;
    }
    piece.row.push(row);
    piece.scores.push({ pd, ...columns.known(fields) });
    if (piece.row.length < rowsPerPiece) continue;
    scores.push(piece);
    piece = emptyPiece();
  }
  scores.push(piece);
  const repeated = scores.sort();
  const { isOfTrainedModel } = columns ?? namedColumns(path, []);
  if (unreadable > 0) {
    throw new CliError(
      `${unreadable} rows of ${path} have no row number from 1 or no pd from 0 to 1: write the scores again.`,
    );
  }
  if (repeated > 0)
    throw new CliError(`${repeated} rows of ${path} score a row again: keep one score for each.`);
  return { get: (row) => scores.get(row), isOfTrainedModel };
}

const rowsPerPiece = 500;
const emptyPiece = (): { row: number[]; scores: StoredScore[] } => ({ row: [], scores: [] });

interface NamedColumns {
  readonly row: number;
  readonly pd: number;
  readonly hasIds: boolean;
  /** What the file says beside the PD. */
  readonly known: (fields: readonly string[]) => Omit<StoredScore, 'pd'>;
  readonly isOfTrainedModel: boolean;
}

function namedColumns(path: string, header: readonly string[]): NamedColumns {
  const optional = (name: string) => {
    const at = header.indexOf(name);
    return (fields: readonly string[]) => (at < 0 ? null : (fields[at] ?? null));
  };
  const [decision, applicantId, bad] = [optional('decision'), optional('applicantId'), optional('bad')];
  return {
    row: column(path, header, 'row'),
    pd: column(path, header, 'pd'),
    hasIds: header.includes('applicantId'),
    known: (fields) => ({
      decision: Decision.safeParse(decision(fields)).data ?? null,
      applicantId: applicantId(fields),
      bad: bad(fields),
    }),
    isOfTrainedModel: header.includes('model'),
  };
}

function column(path: string, header: readonly string[], name: string): number {
  const at = header.indexOf(name);
  if (at >= 0) return at;
  throw new CliError(
    `${path} has no column ${name}: scores are a CSV file with a header and at least row,pd.`,
  );
}

function wholeNumber(text: string | undefined): number | null {
  const value = Number(text);
  return text !== undefined && /^\d+$/.test(text) && value > 0 && Number.isSafeInteger(value) ? value : null;
}

function probability(text: string | undefined): number | null {
  if (text === undefined || text.trim() === '') return null;
  const value = Number(text);
  return value >= 0 && value <= 1 ? value : null;
}
