import { parseApplicants } from '@bora/features';
import {
  compareWithLender,
  ObservedReport,
  type RealisedLoans,
  type RealisedLoansReader,
  realisedLoansReader,
  reportRealised,
  type ScoredLoans,
} from '@bora/simulation';
import type { Config } from '../config.ts';
import { readApplicantChunks } from '../files/applicant-chunks.ts';
import { readDelimitedRecords } from '../files/delimited-records.ts';
import { existingFileSize } from '../files/existing-file.ts';
import { readSchemaFile } from '../files/schema-file.ts';
import { CliError } from '../terminal/cli-error.ts';
import { startProgress } from '../terminal/progress.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { readEconomicsFile } from './economics-file.ts';
import { fileSha256 } from './file-sha256.ts';
import { type LoanScorer, openLoanScorer } from './loan-scorer.ts';

export interface ObservedArguments {
  readonly file: string;
  readonly economics: string;
  readonly model: string | undefined;
  readonly inSample: boolean;
  readonly seed: number;
  readonly replicates: number;
}

const rowsPerChunk = 2_000;

/** Counts what the loans of a file really earned, and what a model's policy would have earned on them. */
export async function replayRealised(
  terminal: Terminal,
  config: Config,
  { file, model, inSample, seed, replicates, ...given }: ObservedArguments,
): Promise<ObservedReport> {
  await existingFileSize(file);
  const economics = await readEconomicsFile(given.economics);
  const scorer = model === undefined ? null : await openLoanScorer(config, model);
  try {
    const schema = scorer?.schema ?? (await readSchemaFile(economics.schema)).schema;
    if (schema.id !== economics.schema) {
      throw new CliError(
        `The model is of the schema ${schema.id}, the economics of ${economics.schema}: name a model of that one.`,
      );
    }
    const { loans, rejected } = await readLoans(terminal, file, { economics, schema, scorer });
    const scored = scorer?.scored() ?? null;
    if (scored && !inSample) refuseSeen(scored);
    return ObservedReport.parse({
      v: 1,
      basis: 'observed',
      economics: economics.id,
      title: economics.title,
      description: economics.description,
      notes: economics.notes,
      currency: economics.currency,
      data: { sha256: await fileSha256(file, terminal.signal), loans: loans.profit.length, rejected },
      seed,
      replicates,
      ...reportRealised(economics, loans),
      comparison: scored && compare(terminal, economics, loans, scored, { seed, replicates }),
    });
  } finally {
    scorer?.dispose();
  }
}

interface LoanSource {
  readonly economics: Parameters<typeof realisedLoansReader>[0];
  readonly schema: Parameters<typeof readApplicantChunks>[1];
  readonly scorer: LoanScorer | null;
}

async function readLoans(
  terminal: Terminal,
  file: string,
  { economics, schema, scorer }: LoanSource,
): Promise<{ loans: RealisedLoans; rejected: number }> {
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
      scorer?.add(table);
      rejected += rejects.length;
      progress.update(chunk.bytesRead);
    }
  } finally {
    progress.stop();
  }
  if (reader && reader.loans.profit.length > 0) return { loans: reader.loans, rejected };
  throw new CliError(`No row of ${file} is a loan: there is nothing to count.`);
}

async function headerOf(
  file: string,
  { header, delimiter }: { header: boolean; delimiter: Parameters<typeof readDelimitedRecords>[1] },
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (header)
    for await (const { fields } of readDelimitedRecords(file, delimiter, signal)) return fields ?? [];
  throw new CliError(`${file} has no header: the economics name columns, so put their names first.`);
}

function refuseSeen({ model, seenInTraining, pd }: ScoredLoans): void {
  if (seenInTraining === 0) return;
  throw new CliError(
    `${model} was trained on ${seenInTraining.toLocaleString('en')} of these ${pd.length.toLocaleString('en')} loans, ` +
      'so what it would have earned on them says nothing. Give loans that it has not seen, or --in-sample.',
  );
}

function compare(
  terminal: Terminal,
  economics: LoanSource['economics'],
  loans: RealisedLoans,
  scored: ScoredLoans,
  options: { seed: number; replicates: number },
) {
  const progress = startProgress(terminal, { label: 'Resampling', total: options.replicates, unit: 'steps' });
  try {
    return compareWithLender(economics, loans, scored, options, (done) => {
      terminal.signal.throwIfAborted();
      progress.update(done);
    });
  } finally {
    progress.stop();
  }
}
