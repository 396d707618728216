import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ApplicationSchema } from '@bora/contracts';
import { openApplicantFile, parseTrainingRows } from '@bora/features';
import type { LabelledApplicants } from '@bora/model';
import type { Config } from '../config.ts';
import { existingFileSize } from '../files/existing-file.ts';
import { withStore } from '../stores.ts';
import { CliError } from '../terminal/cli-error.ts';

export interface TrainingData {
  readonly applicants: LabelledApplicants;
  /** Of the bytes as they were read. */
  readonly sha256: string;
  /** Rows that are no applicants and were left out. */
  readonly rejected: number;
}

/**
 * Reads labelled applicants from a file or from `s3://bucket/key`, in any layout that the schema accepts.
 *
 * @throws CliError when there is no such file; ObjectNotFoundError, ObjectDamagedError; FileLayoutError, FileError and
 * TrainingDataError when it cannot be trained on.
 */
export async function readTrainingData(
  source: string,
  schema: ApplicationSchema,
  config: Config,
): Promise<TrainingData> {
  const bytes = await readSource(source, config);
  const { records, layout, firstLine } = openApplicantFile(bytes, schema);
  const { table, labels, rejects } = parseTrainingRows(records, layout, schema, { firstRow: 1, firstLine });
  return {
    applicants: { table, bad: labels },
    sha256: createHash('sha256').update(bytes).digest('hex'),
    rejected: rejects.length,
  };
}

async function readSource(source: string, config: Config): Promise<Uint8Array> {
  if (source.startsWith('s3://')) return readObject(source, config);
  await existingFileSize(source);
  return readFile(resolve(source));
}

async function readObject(source: string, config: Config): Promise<Uint8Array> {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(source) ?? [];
  if (!bucket || !key) throw new CliError(`${source} names no object: write s3://bucket/path/of/the/file.`);
  return withStore(`s3://${bucket}`, config, (store) => store.get(key));
}
