import {
  compareWithLender,
  type ObservedComparison,
  type ObservedEconomics,
  ObservedReport,
  type RealisedLoans,
  reportRealised,
  type ScoredLoans,
} from '@bora/simulation';
import type { Config } from '../config.ts';
import { existingFileSize } from '../files/existing-file.ts';
import { fileSha256 } from '../files/file-sha256.ts';
import { readSchemaFile } from '../files/schema-file.ts';
import { startProgress } from '../terminal/progress.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { readEconomicsFile } from './economics-file.ts';
import { openLoanScoring } from './loan-scoring.ts';
import { readRealisedLoans } from './realised-loans-file.ts';

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
  const { model } = given;
  const scoring =
    model === undefined ? null : await openLoanScoring(terminal, config, { ...given, model }, schema);
  try {
    const { loans, rejected } = await readRealisedLoans(terminal, { file, economics, schema }, scoring?.add);
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

function compare(
  terminal: Terminal,
  economics: ObservedEconomics,
  loans: RealisedLoans,
  scored: ScoredLoans,
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
