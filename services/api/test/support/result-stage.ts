import { Batch } from '@bora/contracts';
import { waitUntil } from '@bora/testing';
import { inventedHeader, inventedLine } from './invented-schema.ts';
import { type RunningApi, startApi } from './running-api.ts';
import { startSimulatedWorker } from './simulated-worker.ts';

export const rows = 1_730;
/** Rows that a worker rejects, by row. */
export const badLines = new Map([
  [5, 'too,few'],
  [700, ',1,R,Y,no id'],
]);
/** Ids that a spreadsheet would take for formulas. */
export const hostileIds = new Map([
  [2, '=cmd()'],
  [3, '@sum'],
  [4, '-7'],
  [6, '"a ""quoted"", id"'],
  [8, '+1+1'],
]);
export const scoredRows = Array.from({ length: rows }, (_, index) => index + 1).filter(
  (row) => !badLines.has(row),
);

/** An api with a file whose rows a worker has scored, but for the bad ones. */
export interface ResultStage {
  readonly api: RunningApi;
  readonly worker: { close(): Promise<void> };
  readonly batch: Batch;
  /** One of its rows as it was shown while no worker had taken it. */
  readonly unscoredRow: unknown;
  post(body: string): Promise<Batch>;
  /** The body of what must be there. */
  get(path: string): Promise<unknown>;
  completed(id: string): Promise<Batch>;
  close(): Promise<void>;
}

export async function openResultStage(): Promise<ResultStage> {
  const api = await startApi({ CHUNK_ROWS: '333' });
  async function post(body: string): Promise<Batch> {
    const headers = { 'content-type': 'text/csv' };
    const response = await fetch(`${api.url}/v1/batches`, { method: 'POST', headers, body });
    return Batch.parse(await response.json());
  }
  async function get(path: string): Promise<unknown> {
    const response = await fetch(`${api.url}${path}`);
    if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
    return response.json();
  }
  async function completed(id: string): Promise<Batch> {
    const found = async () => {
      const batch = Batch.parse(await get(`/v1/batches/${id}`));
      return batch.state === 'completed' ? batch : undefined;
    };
    return (await waitUntil(found, { what: 'the batch to complete' }))!;
  }
  const posted = await post(`${inventedHeader}\n${lines().join('\n')}\n`);
  const unscoredRow = await get(`/v1/batches/${posted.id}/rows/1`);
  const worker = startSimulatedWorker(api.redisServer.url, api.cipher);
  return {
    api,
    worker,
    batch: await completed(posted.id),
    unscoredRow,
    post,
    get,
    completed,
    async close() {
      await worker.close();
      await api.close();
    },
  };
}

function lines(): string[] {
  return Array.from({ length: rows }, (_, index) => {
    const row = index + 1;
    const hostile = hostileIds.get(row);
    return badLines.get(row) ?? (hostile ? `${hostile},1,R,Y,n` : inventedLine(row));
  });
}
