import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Batch } from '@bora/contracts';
import { createApiClient } from '../score/api-client.ts';
import type { ApiTarget } from '../score/api-target.ts';
import { postFile } from '../score/post-file.ts';
import { rawBody } from '../score/upload-body.ts';
import { CliError } from '../terminal/cli-error.ts';
import { DeliveredRows } from './delivered-rows.ts';
import type { Workload } from './workload.ts';

/** One file through api, queue and worker. */
export interface UploadRun {
  readonly rows: number;
  readonly rejected: number;
  /** Until the api had the whole file. */
  readonly uploadSeconds: number;
  /** From POST to the last score readable. */
  readonly seconds: number;
  readonly rowsPerSecond: number;
}

const askEveryMs = 10;

/** Uploads a file, waits for its last score and then checks that every row was delivered once. */
export async function runUpload(api: ApiTarget, workload: Workload, signal: AbortSignal): Promise<UploadRun> {
  const startedAtMs = performance.now();
  const posted = await postWorkload(api, workload, signal);
  const uploadedAtMs = performance.now();
  const batch = await untilEnded(api, posted, signal);
  const seconds = (performance.now() - startedAtMs) / 1000;
  if (batch.state !== 'completed') throw new CliError(`A measured batch ended as ${batch.state}.`);
  await checkDelivery(api, batch, workload, signal);
  return {
    rows: workload.rows,
    rejected: batch.rowsRejected,
    uploadSeconds: (uploadedAtMs - startedAtMs) / 1000,
    seconds,
    rowsPerSecond: workload.rows / seconds,
  };
}

export function postWorkload(target: ApiTarget, workload: Workload, signal: AbortSignal): Promise<Batch> {
  const body = rawBody(workload.path, workload.bytes);
  return postFile(new URL('v1/batches', target.url), target, body, randomUUID(), () => {}, signal);
}

/** Asks until the batch is neither uploading nor scoring. */
export async function untilEnded(target: ApiTarget, posted: Batch, signal: AbortSignal): Promise<Batch> {
  const api = createApiClient(target);
  let batch = posted;
  while (batch.state === 'uploading' || batch.state === 'scoring') {
    await pause(askEveryMs, undefined, { signal });
    batch = await api.get(`v1/batches/${posted.id}`, Batch, signal);
  }
  return batch;
}

async function checkDelivery(
  target: ApiTarget,
  batch: Batch,
  workload: Workload,
  signal: AbortSignal,
): Promise<void> {
  const api = createApiClient(target);
  const delivered = new DeliveredRows(workload.rows, `batch of ${workload.rows} rows`);
  await delivered.addCsv(api.download(`v1/batches/${batch.id}/scores.csv`, signal));
  await delivered.addCsv(api.download(`v1/batches/${batch.id}/rejects.csv`, signal));
  delivered.assertComplete();
}

/** Checks a result file on disk as the api's are checked. */
export async function checkFiles(paths: readonly string[], rows: number, what: string): Promise<void> {
  const delivered = new DeliveredRows(rows, what);
  for (const path of paths) await delivered.addCsv(createReadStream(path));
  delivered.assertComplete();
}
