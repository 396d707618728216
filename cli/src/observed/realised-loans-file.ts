import type { ApplicationSchema } from '@bora/contracts';
import { type ApplicantTable, type FileLayout, parseApplicants } from '@bora/features';
import {
  type ObservedEconomics,
  type RealisedLoans,
  type RealisedLoansReader,
  realisedLoansReader,
} from '@bora/simulation';
import { readApplicantChunks } from '../files/applicant-chunks.ts';
import { readDelimitedRecords } from '../files/delimited-records.ts';
import { existingFileSize } from '../files/existing-file.ts';
import { CliError } from '../terminal/cli-error.ts';
import { startProgress } from '../terminal/progress.ts';
import type { Terminal } from '../terminal/terminal.ts';

export interface LoanFile {
  readonly file: string;
  readonly schema: ApplicationSchema;
  readonly economics: ObservedEconomics;
}

export interface ReadLoans {
  readonly loans: RealisedLoans;
  /** Number in the file of each loan, from 1. */
  readonly row: readonly number[];
  /** Rows that are no loans and were left out. */
  readonly rejected: number;
}

const rowsPerChunk = 2_000;

/**
 * Reads the realised cash flows of a file of loans, and a few numbers a loan are kept.
 *
 * @param onTable told of each piece of the file as applicants
 * @throws CliError where there is no loan or no header; ObservedError; what `readApplicantChunks` throws
 */
export async function readRealisedLoans(
  terminal: Terminal,
  { file, economics, schema }: LoanFile,
  onTable?: (table: ApplicantTable) => void,
): Promise<ReadLoans> {
  const row: number[] = [];
  const label = schema.variables.find(({ kind }) => kind === 'label')!;
  const total = await existingFileSize(file);
  const progress = startProgress(terminal, { label: 'Counting', total, unit: 'bytes' });
  let reader: RealisedLoansReader | undefined;
  let rejected = 0;
  try {
    for await (const chunk of readApplicantChunks(file, schema, rowsPerChunk, terminal.signal)) {
      reader ??= realisedLoansReader(economics, label, await headerOf(file, chunk.layout, terminal.signal));
      const { add } = reader;
      const { table, rejects } = parseApplicants(chunk.bytes, chunk.layout, schema, chunk, add);
      for (const number of table.row) row.push(number);
      onTable?.(table);
      rejected += rejects.length;
      progress.update(chunk.bytesRead);
    }
  } finally {
    progress.stop();
  }
  if (reader && reader.loans.profit.length > 0) return { loans: reader.loans, row, rejected };
  throw new CliError(`No row of ${file} is a loan: there is nothing to count.`);
}

async function headerOf(
  file: string,
  { header, delimiter }: FileLayout,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (header)
    for await (const { fields } of readDelimitedRecords(file, delimiter, signal)) return fields ?? [];
  throw new CliError(`${file} has no header: the economics name columns, so put their names first.`);
}
