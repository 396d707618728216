import type { ApplicationSchema } from '@bora/contracts';
import { compilePolicy } from '@bora/decision';
import { type FileLayout, parseApplicants } from '@bora/features';
import {
  compareWithLender,
  type ObservedComparison,
  type ObservedEconomics,
  ObservedReport,
  type RealisedLoans,
  type RealisedLoansReader,
  realisedLoansReader,
  reportRealised,
} from '@bora/simulation';
import type { Config } from '../config.ts';
import { readApplicantChunks } from '../files/applicant-chunks.ts';
import { readDelimitedRecords } from '../files/delimited-records.ts';
import { existingFileSize } from '../files/existing-file.ts';
import { readSchemaFile } from '../files/schema-file.ts';
import { GrowingColumn } from '../simulate/growing-column.ts';
import { describePolicy, readReplayPolicy } from '../simulate/replay-policy.ts';
import type { ScoreSource } from '../simulate/score-source.ts';
import { openScoreSources } from '../simulate/score-sources.ts';
import { CliError } from '../terminal/cli-error.ts';
import { startProgress } from '../terminal/progress.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { readEconomicsFile } from './economics-file.ts';
import { fileSha256 } from './file-sha256.ts';

export interface ObservedArguments {
  readonly file: string;
  readonly economics: string;
  /** Without one the loans are counted alone. */
  readonly model: string | undefined;
  readonly inSample: boolean;
  readonly policy: string | undefined;
  readonly cutOff: number | undefined;
  readonly seed: number;
  readonly replicates: number;
}

const rowsPerChunk = 2_000;

/** Counts what the loans of a file really earned, and what a model's policy would have earned on them. */
export async function replayRealised(
  terminal: Terminal,
  config: Config,
  given: ObservedArguments,
): Promise<ObservedReport> {
  const { file, seed, replicates } = given;
  await existingFileSize(file);
  const economics = await readEconomicsFile(given.economics);
  const { schema } = await readSchemaFile(economics.schema);
  const scoring = given.model === undefined ? null : await openScoring(terminal, config, given, schema);
  try {
    const { loans, rejected } = await readLoans(terminal, { file, economics, schema, scoring });
    const comparison = scoring && compare(terminal, economics, loans, scoring.scored(), given);
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
      comparison,
    });
  } finally {
    scoring?.dispose();
  }
}

type Scored = Parameters<typeof compareWithLender>[2];

/** A model and a policy at work on one piece of a file after the other. */
interface Scoring {
  add(table: Parameters<ScoreSource['score']>[0]): void;
  /** @throws CliError where the model was trained on some of the loans and nobody said that this is meant */
  scored(): Scored;
  dispose(): void;
}

async function openScoring(
  terminal: Terminal,
  config: Config,
  { file, model, inSample, policy: named, cutOff }: ObservedArguments,
  schema: ApplicationSchema,
): Promise<Scoring> {
  const policy = await readReplayPolicy(config, named, cutOff);
  const decide = compilePolicy(policy, schema);
  const choice = {
    via: 'model',
    model,
    inSample,
    cutOff,
    scores: undefined,
    against: undefined,
    url: undefined,
  } as const;
  const [source] = await openScoreSources(terminal, config, choice, schema, { file, policy });
  const { title, score, finish, dispose } = source!;
  const [pds, approval] = [new GrowingColumn(), new GrowingColumn()];
  return {
    add(table) {
      const { pd } = score(table, new Uint8Array(table.rowCount));
      pds.push(pd);
      approval.push(Array.from(pd, (one, row) => (decide(one, row, table).decision === 'approve' ? 1 : 0)));
    },
    scored: () => ({
      model: title,
      policy: `${describePolicy(policy, cutOff).title}: approve below ${policy.approveBelow}`,
      seenInTraining: finish().seenInTraining ?? 0,
      pd: pds.values(),
      approval: Uint8Array.from(approval.values()),
    }),
    dispose,
  };
}

interface LoanSource {
  readonly file: string;
  readonly economics: ObservedEconomics;
  readonly schema: ApplicationSchema;
  readonly scoring: Scoring | null;
}

async function readLoans(
  terminal: Terminal,
  { file, economics, schema, scoring }: LoanSource,
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
      scoring?.add(table);
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
  { header, delimiter }: FileLayout,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (header)
    for await (const { fields } of readDelimitedRecords(file, delimiter, signal)) return fields ?? [];
  throw new CliError(`${file} has no header: the economics name columns, so put their names first.`);
}

function compare(
  terminal: Terminal,
  economics: ObservedEconomics,
  loans: RealisedLoans,
  scored: Scored,
  { seed, replicates }: ObservedArguments,
): ObservedComparison {
  const progress = startProgress(terminal, { label: 'Resampling', total: replicates, unit: 'steps' });
  try {
    return compareWithLender(economics, loans, scored, { seed, replicates }, (done) => {
      terminal.signal.throwIfAborted();
      progress.update(done);
    });
  } finally {
    progress.stop();
  }
}
