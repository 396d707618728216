import { randomUUID } from 'node:crypto';
import type { Batch } from '@bora/contracts';
import { readConfig } from '../config.ts';
import { existingFileSize } from '../files/existing-file.ts';
import { assertOtherFiles } from '../files/output-file.ts';
import { CliError } from '../terminal/cli-error.ts';
import { startProgress } from '../terminal/progress.ts';
import { note, type Terminal } from '../terminal/terminal.ts';
import { createApiClient } from './api-client.ts';
import { type ApiTarget, findApi } from './api-target.ts';
import { downloadRejects, downloadScores } from './download-results.ts';
import { followBatch } from './follow-batch.ts';
import { withPatience } from './patience.ts';
import { postFile } from './post-file.ts';
import type { ScoreReport } from './summary.ts';
import { multipartBody } from './upload-body.ts';

export interface ScoreOptions {
  readonly out: string;
  readonly rejects: string;
  readonly url: string | undefined;
  /** `name` or `name/version`; without it the champion of the api's own model. */
  readonly model: string | undefined;
  readonly policy: string | undefined;
  readonly idempotencyKey: string | undefined;
  /** Nothing of it goes into the record. */
  readonly isTrial?: boolean;
}

const patience = { attempts: 6, wasThere: false };

/** Scores a file through the api and writes scores and rejects; each is there whole or not at all. */
export async function scoreFile(
  terminal: Terminal,
  file: string,
  options: ScoreOptions,
): Promise<ScoreReport> {
  const fileBytes = await existingFileSize(file);
  if (fileBytes === 0) throw new CliError(`${file} is empty: give a file with applicants.`);
  await assertOtherFiles(file, [options.out, options.rejects]);
  const target = await findApi(options.url, readConfig(terminal.environment));
  const startedAtMs = performance.now();
  const posted = await upload(terminal, file, fileBytes, target, options);
  if (posted.sameFileAs) note(terminal, sentBefore(posted.sameFileAs));

  const api = createApiClient(target);
  const batch = await followBatch(terminal, api, posted);
  const seconds = (performance.now() - startedAtMs) / 1000;
  await downloadScores(terminal, api, batch, options.out);
  const hasRejects = batch.rowsRejected > 0;
  if (hasRejects) await downloadRejects(terminal, api, batch, options.rejects);
  const rows = batch.rowsScored + batch.rowsRejected;
  return {
    batch,
    out: options.out,
    rejects: hasRejects ? options.rejects : null,
    seconds,
    rowsPerSecond: rows / seconds,
  };
}

/** One key for all tries, so that an upload whose answer was lost is not scored twice. */
async function upload(
  terminal: Terminal,
  file: string,
  fileBytes: number,
  target: ApiTarget,
  options: ScoreOptions,
): Promise<Batch> {
  const { idempotencyKey = randomUUID() } = options;
  const url = batchesUrl(target.url, options);
  const progress = startProgress(terminal, { label: 'Uploading', total: fileBytes, unit: 'bytes' });
  const form = multipartBody(file, fileBytes);
  let isWhole = false;
  const onFileBytes = (bytes: number): void => {
    isWhole ||= bytes >= fileBytes;
    progress.update(bytes);
  };
  try {
    return await withPatience(
      () => postFile(url, target, form, idempotencyKey, onFileBytes, terminal.signal),
      patience,
      terminal.signal,
    );
  } catch (error) {
    progress.stop();
    if (terminal.signal.aborted) note(terminal, isWhole ? mayGoOn(url, idempotencyKey) : brokenOff);
    throw error;
  } finally {
    progress.stop();
  }
}

function sentBefore({ id, createdAt }: NonNullable<Batch['sameFileAs']>): string {
  return (
    `Warning: batch ${id} of ${createdAt} is the same file, so its applicants are decided about twice. ` +
    'Ctrl-C cancels this one; --trial decides about nobody.'
  );
}

const brokenOff = 'The upload was broken off; nothing of the file is scored.';

function mayGoOn(url: URL, idempotencyKey: string): string {
  const batches = `${url.origin}/v1/batches`;
  return (
    'The file was sent and the answer had not come: its batch may go on. ' +
    `The same command with --key ${idempotencyKey} follows it; ` +
    `GET ${batches} lists it, DELETE ${batches}/<id> cancels it.`
  );
}

function batchesUrl(url: URL, { model, policy, isTrial }: ScoreOptions): URL {
  const batches = new URL('v1/batches', url);
  if (isTrial) batches.searchParams.set('trial', 'true');
  if (model !== undefined) batches.searchParams.set('model', model);
  if (policy !== undefined) batches.searchParams.set('policy', policy);
  return batches;
}
