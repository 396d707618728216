import { readDelimitedRecords } from '../files/delimited-records.ts';
import { existingFileSize } from '../files/existing-file.ts';
import { CliError } from '../terminal/cli-error.ts';

/** One applicant of a file of scores. */
export interface StoredScore {
  readonly pd: number;
  /** As the file has them, `null` where it lacks the column. */
  readonly decision: string | null;
  readonly applicantId: string | null;
  readonly bad: string | null;
}

export interface ScoreFile {
  /** The score of a row, from 1. */
  get(row: number): StoredScore | undefined;
  readonly rows: number;
  /** A trained model gave the scores, as the file says, so it may have seen the rows. */
  readonly isOfTrainedModel: boolean;
}

/**
 * Reads a CSV file with a header and at least the columns `row` and `pd`, as `bora evaluate --scores` and
 * `bora score` write it.
 *
 * @throws CliError where columns are missing, or with the number of rows that cannot be used; the reason of the signal
 */
export async function readScoreFile(path: string, signal: AbortSignal): Promise<ScoreFile> {
  await existingFileSize(path);
  const scores = new Map<number, StoredScore>();
  let columns: ScoreColumns | undefined;
  let unreadable = 0;
  let repeated = 0;
  for await (const { fields } of readDelimitedRecords(path, ',', signal)) {
    if (!columns) {
      columns = scoreColumns(path, fields ?? []);
      continue;
    }
    const row = wholeNumber(fields?.[columns.row]);
    const pd = probability(fields?.[columns.pd]);
    if (!fields || row === null || pd === null) unreadable++;
    else if (scores.has(row)) repeated++;
    else scores.set(row, { pd, ...columns.known(fields) });
  }
  const { isOfTrainedModel } = columns ?? scoreColumns(path, []);
  if (unreadable > 0) {
    throw new CliError(
      `${unreadable} rows of ${path} have no row number from 1 or no pd from 0 to 1: write the scores again.`,
    );
  }
  if (repeated > 0)
    throw new CliError(`${repeated} rows of ${path} score a row again: keep one score for each.`);
  return { get: (row) => scores.get(row), rows: scores.size, isOfTrainedModel };
}

interface ScoreColumns {
  readonly row: number;
  readonly pd: number;
  /** What the file says beside the PD. */
  readonly known: (fields: readonly string[]) => Omit<StoredScore, 'pd'>;
  readonly isOfTrainedModel: boolean;
}

function scoreColumns(path: string, header: readonly string[]): ScoreColumns {
  const optional = (name: string) => {
    const at = header.indexOf(name);
    return (fields: readonly string[]) => (at < 0 ? null : (fields[at] ?? null));
  };
  const [decision, applicantId, bad] = [optional('decision'), optional('applicantId'), optional('bad')];
  return {
    row: column(path, header, 'row'),
    pd: column(path, header, 'pd'),
    known: (fields) => ({ decision: decision(fields), applicantId: applicantId(fields), bad: bad(fields) }),
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
