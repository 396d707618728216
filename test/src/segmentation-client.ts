import { SegmentationRun } from '@bora/contracts';
import { waitUntil } from '@bora/testing';

export interface SegmentationUpload {
  readonly query?: string;
  readonly key?: string;
  readonly type?: string;
}

/** Posts bytes as a file to be segmented. */
export function postSegmentation(
  url: string,
  body: Uint8Array | string,
  { query = '', key, type = 'text/csv' }: SegmentationUpload = {},
): Promise<Response> {
  return fetch(`${url}/v1/segmentations${query}`, {
    method: 'POST',
    body: typeof body === 'string' ? body : new Uint8Array(body),
    headers: { 'content-type': type, ...(key === undefined ? {} : { 'idempotency-key': key }) },
  });
}

/** Posts a file that must be accepted. */
export async function acceptedSegmentation(
  url: string,
  body: Uint8Array | string,
  options: SegmentationUpload = {},
): Promise<SegmentationRun> {
  const response = await postSegmentation(url, body, options);
  const text = await response.text();
  if (response.status !== 202) throw new Error(`${response.status}: ${text}`);
  return SegmentationRun.parse(JSON.parse(text));
}

export async function readSegmentation(url: string, id: string): Promise<SegmentationRun> {
  const response = await fetch(`${url}/v1/segmentations/${id}`);
  return SegmentationRun.parse(await response.json());
}

/** Waits until the segmentation is as it should be. */
export async function segmentationOnce(
  url: string,
  id: string,
  isSo: (run: SegmentationRun) => boolean,
  what: string,
): Promise<SegmentationRun> {
  const found = async () => {
    const run = await readSegmentation(url, id).catch(() => undefined);
    return run && isSo(run) ? run : undefined;
  };
  return (await waitUntil(found, { what: `segmentation ${id} ${what}`, timeoutMs: 120_000, everyMs: 50 }))!;
}

/** Waits until it has ended, well or not. */
export function endedSegmentation(url: string, id: string): Promise<SegmentationRun> {
  return segmentationOnce(url, id, ({ endedAt }) => endedAt !== null, 'to end');
}
