import { readFile } from 'node:fs/promises';
import { fieldsOf, RecordScanner } from '@bora/features';
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
 * @throws CliError where columns are missing, or with the number of rows that cannot be used
 */
export async function readScoreFile(path: string): Promise<ScoreFile> {
  await existingFileSize(path);
  const records = recordsOf(await readFile(path));
  const header = records.next().value ?? [];
  const [rowAt, pdAt] = [column(path, header, 'row'), column(path, header, 'pd')];
  const optional = (name: string) => {
    const at = header.indexOf(name);
    return (fields: readonly string[]) => (at < 0 ? null : (fields[at] ?? null));
  };
  const [decision, applicantId, bad] = [optional('decision'), optional('applicantId'), optional('bad')];
  const scores = new Map<number, StoredScore>();
  let unreadable = 0;
  let repeated = 0;
  for (const fields of records) {
    const [row, pd] = [wholeNumber(fields[rowAt]), probability(fields[pdAt])];
    if (row === null || pd === null) unreadable++;
    else if (scores.has(row)) repeated++;
    else
      scores.set(row, { pd, decision: decision(fields), applicantId: applicantId(fields), bad: bad(fields) });
  }
  if (unreadable > 0) {
    throw new CliError(
      `${unreadable} rows of ${path} have no row number from 1 or no pd from 0 to 1: write the scores again.`,
    );
  }
  if (repeated > 0)
    throw new CliError(`${repeated} rows of ${path} score a row again: keep one score for each.`);
  return {
    get: (row) => scores.get(row),
    rows: scores.size,
    isOfTrainedModel: header.includes('model'),
  };
}

function* recordsOf(bytes: Buffer): Generator<string[]> {
  const places: [number, number][] = [];
  const scanner = new RecordScanner({ delimiter: ',', quote: '"' }, (start, end) =>
    places.push([start, end]),
  );
  scanner.push(bytes);
  scanner.end();
  for (const [start, end] of places) yield fieldsOf(bytes.toString('utf8', start, end), ',', '"') ?? [];
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
