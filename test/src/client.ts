import { Batch } from '@bora/contracts';
import { patienceMs, waitUntil } from '@bora/testing';

export interface PostOptions {
  readonly query?: string;
  readonly key?: string;
  readonly type?: string;
}

/** Posts bytes as a file to be scored. */
export function postFile(
  url: string,
  body: Uint8Array,
  { query = '', key, type = 'text/csv' }: PostOptions = {},
): Promise<Response> {
  return fetch(`${url}/v1/batches${query}`, {
    method: 'POST',
    body: new Uint8Array(body),
    headers: { 'content-type': type, ...(key === undefined ? {} : { 'idempotency-key': key }) },
  });
}

/** Posts a file that must be accepted. */
export async function acceptedBatch(
  url: string,
  body: Uint8Array,
  options: PostOptions = {},
): Promise<Batch> {
  const response = await postFile(url, body, options);
  const text = await response.text();
  if (response.status !== 202) throw new Error(`${response.status}: ${text}`);
  return Batch.parse(JSON.parse(text));
}

export async function readBatch(
  url: string,
  id: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Batch> {
  const response = await fetch(`${url}/v1/batches/${id}`, { headers });
  return Batch.parse(await response.json());
}

/** Waits until every row of the batch is scored or rejected. */
export async function completed(
  url: string,
  id: string,
  timeoutMs = patienceMs,
  headers: Readonly<Record<string, string>> = {},
): Promise<Batch> {
  const inState = async () => {
    const batch = await readBatch(url, id, headers).catch(() => undefined);
    return batch?.state === 'completed' ? batch : undefined;
  };
  const batch = await waitUntil(inState, { what: `batch ${id} to complete`, timeoutMs });
  return batch!;
}

/** Lines of a CSV export, without its header; fields must hold no line breaks. */
export async function exportedRows(
  url: string,
  id: string,
  name: 'scores.csv' | 'rejects.csv',
): Promise<string[][]> {
  const response = await fetch(`${url}/v1/batches/${id}/${name}`);
  const lines = (await response.text()).trimEnd().split(/\r?\n/);
  return lines.slice(1).map((line) => line.split(','));
}
