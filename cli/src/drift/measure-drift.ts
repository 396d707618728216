import { hashRows, type LoadedBundle, trainingRowCounter, trainingRowsFile } from '@bora/bundle';
import { type ModelReference, Reference } from '@bora/contracts';
import { scoreFromPd } from '@bora/decision';
import { addCounts, applicantCounter, type DriftReport, type FileCounts, reportDrift } from '@bora/drift';
import { type FileLayout, parseApplicants } from '@bora/features';
import { loadScorer, selectBackend } from '@bora/model';
import type { Config } from '../config.ts';
import { readApplicantChunks } from '../files/applicant-chunks.ts';
import { existingFileSize } from '../files/existing-file.ts';
import { readChosenBundle } from '../models/chosen-bundle.ts';
import { CliError } from '../terminal/cli-error.ts';
import { startProgress } from '../terminal/progress.ts';
import type { Terminal } from '../terminal/terminal.ts';

export interface FileDrift extends DriftReport {
  readonly model: ModelReference;
  /** Rows that are no applicants and were left out. */
  readonly rejected: number;
  /** Columns that do not take part in a score. */
  readonly ignoredColumns: readonly string[];
}

const rowsPerChunk = 2_000;

/** Scores a file in this process, a chunk at a time, and compares it with what the model was trained on. */
export async function measureDrift(
  terminal: Terminal,
  config: Config,
  file: string,
  model: string | undefined,
): Promise<FileDrift> {
  const fileBytes = await existingFileSize(file);
  const bundle = await readChosenBundle(config, model ?? config.MODEL_NAME);
  const { name, version, trainingData } = bundle.manifest;
  const reference = bundle.json('reference.json', Reference);
  const counted = await countFile(terminal, bundle, reference, file, fileBytes);
  const report = reportDrift({
    schema: bundle.schema,
    reference,
    trainingRows: trainingData.rows,
    modelReads: new Set(bundle.uses.flatMap(({ variables }) => variables)),
    absent: absentVariables(bundle, counted.layout),
    counts: counted.counts,
    seenInTraining: counted.seenInTraining,
  });
  return {
    model: { name, version },
    rejected: counted.rejected,
    ignoredColumns: counted.layout.ignoredColumns,
    ...report,
  };
}

interface CountedFile {
  readonly counts: FileCounts;
  readonly layout: FileLayout;
  readonly rejected: number;
  readonly seenInTraining: number;
}

async function countFile(
  terminal: Terminal,
  bundle: LoadedBundle,
  reference: Reference,
  file: string,
  fileBytes: number,
): Promise<CountedFile> {
  await selectBackend('auto');
  const scorer = await loadScorer(bundle);
  const count = applicantCounter(bundle.schema, reference);
  const countSeen = trainingRowCounter(bundle.file(trainingRowsFile));
  const salt = bundle.manifest.trainingData.sha256;
  const progress = startProgress(terminal, { label: 'Comparing', total: fileBytes, unit: 'bytes' });
  let counted: CountedFile | undefined;
  try {
    for await (const chunk of readApplicantChunks(file, bundle.schema, rowsPerChunk, terminal.signal)) {
      const { table, rejects } = parseApplicants(chunk.bytes, chunk.layout, bundle.schema, chunk);
      const scores = Float64Array.from(scorer.score(table).pd, (pd) => scoreFromPd(pd, scorer.scale));
      const counts = count(table, scores);
      counted = {
        counts: counted ? addCounts(counted.counts, counts) : counts,
        layout: chunk.layout,
        rejected: (counted?.rejected ?? 0) + rejects.length,
        seenInTraining: (counted?.seenInTraining ?? 0) + countSeen(hashRows(bundle.schema, table, salt)),
      };
      progress.update(chunk.bytesRead);
    }
  } finally {
    progress.stop();
    scorer.dispose();
  }
  if (counted && counted.counts.rows > 0) return counted;
  throw new CliError(`No row of ${file} is an applicant: there is nothing to compare.`);
}

function absentVariables({ schema }: LoadedBundle, { variables }: FileLayout): Set<string> {
  const present = new Set(variables);
  return new Set(
    [...schema.variables.entries()].flatMap(([index, { name }]) => (present.has(index) ? [] : [name])),
  );
}
