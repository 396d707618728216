import { createHash } from 'node:crypto';
import { batchCipher, payloadContext, readBatch, readChunkEntries, uploadKeys } from '@bora/batch-store';
import { Batch, ChunkJob, queuePrefix, queues, redisKeys } from '@bora/contracts';
import { Queue } from 'bullmq';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inventedCsv, inventedHeader, inventedLine } from './support/invented-schema.ts';
import { type RunningApi, startApi } from './support/running-api.ts';
import type { UploadBody } from './support/upload-body.ts';
import { cellsOf, workbook } from './support/workbooks.ts';

const rowsPerChunk = 7;
let api: RunningApi;

beforeAll(async () => {
  api = await startApi({ CHUNK_ROWS: String(rowsPerChunk) });
});
afterAll(() => api.close());

async function upload(body: UploadBody, type = 'text/csv', query = ''): Promise<Batch> {
  const headers: Record<string, string> = type === '' ? {} : { 'content-type': type };
  const response = await fetch(`${api.url}/v1/batches${query}`, { method: 'POST', headers, body });
  expect(response.status).toBe(202);
  const batch = Batch.parse(await response.json());
  expect(response.headers.get('location')).toBe(`/v1/batches/${batch.id}`);
  return batch;
}

/** What stands in Redis and in the stored upload for a batch, opened. */
async function storedText(batchId: string): Promise<string> {
  const entries = await readChunkEntries(api.redis, batchId);
  const texts: string[] = [];
  const wrappedKey = (await readBatch(api.redis, batchId))?.wrappedKey;
  expect(wrappedKey).toBeDefined();
  const cipher = batchCipher(api.cipher, batchId, wrappedKey);
  for (let chunk = 0; chunk < entries.size; chunk += 1) {
    const { storedAt, storedBytes } = entries.get(chunk)!;
    const inRedis = await api.redis.getBuffer(redisKeys.batchChunk(batchId, chunk));
    const inStore = await api.uploads.getRange(uploadKeys.chunks(batchId), storedAt, storedAt + storedBytes);
    expect(Buffer.from(inStore).equals(inRedis!)).toBe(true);
    texts.push(cipher.open(inStore, payloadContext.chunk(batchId, chunk)).toString());
  }
  return texts.join('');
}

const lines = Array.from({ length: 30 }, (_, index) => inventedLine(index + 1));
const published = lines.map((line) => line.replaceAll(',', '\t'));
const reordered = lines.map((line) => {
  const [key, height, colour, windy, note] = line.split(',');
  return [note, '1', windy, colour, key, height].join(';');
});

const good: { what: string; body: string; type?: string; records: string[] }[] = [
  { what: 'CSV with a header', body: inventedCsv(30), records: lines },
  { what: 'a byte order mark', body: `\ufeff${inventedCsv(30)}`, records: lines },
  { what: 'CRLF', body: inventedCsv(30).replaceAll('\n', '\r\n'), records: lines },
  { what: 'no line break at the end', body: inventedCsv(30).trimEnd(), records: lines },
  {
    what: 'blank lines between the rows',
    body: inventedCsv(30).replaceAll('\n', '\n\n\r\n'),
    records: lines,
  },
  {
    what: 'TSV',
    body: inventedCsv(30).replaceAll(',', '\t'),
    type: 'text/tab-separated-values',
    records: published,
  },
  {
    what: 'the published layout without a header',
    body: published.join('\n'),
    type: 'text/plain',
    records: published,
  },
  {
    what: 'columns in another order, with a label and semicolons',
    body: `note;OUTCOME;WINDY;colour;KEY;HEIGHT\n${reordered.join('\n')}\n`,
    records: reordered,
  },
  {
    what: 'line breaks in quotes',
    body: `${inventedHeader}\n${lines.map((line) => `${line.replace('note', '"n\n,""o""')}"`).join('\n')}`,
    records: lines.map((line) => `${line.replace('note', '"n\n,""o""')}"`),
  },
];

describe('an upload', () => {
  it.each(good)(
    'of $what is cut into chunks that hold every row once, in order',
    async ({ body, type, records }) => {
      const batch = await upload(body, type);

      expect(batch).toMatchObject({
        state: 'scoring',
        rows: 30,
        fileBytes: Buffer.byteLength(body),
        failure: null,
      });
      expect(batch.fileSha256).toBe(createHash('sha256').update(body).digest('hex'));
      const kept = (await storedText(batch.id)).replaceAll('\r', '').split('\n').filter(Boolean);
      expect(kept).toEqual(records.join('\n').split('\n'));
      const entries = [...(await readChunkEntries(api.redis, batch.id)).values()];
      expect(entries.map(({ firstRow }) => firstRow)).toEqual([1, 8, 15, 22, 29]);
      expect(entries.map(({ rows }) => rows)).toEqual([7, 7, 7, 7, 2]);
    },
  );

  it('is understood as an XLSX workbook, rows and lines as in its sheet', async () => {
    const [header, ...rows] = cellsOf(inventedCsv(30));
    const blank = header!.map(() => null);
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    const batch = await upload(await workbook([header!, blank, ...rows]), type);
    expect(batch.rows).toBe(30);
    expect((await storedText(batch.id)).split('\n').filter((line) => line !== '')).toEqual(lines);
    const [first] = (await readChunkEntries(api.redis, batch.id)).values();
    expect(first?.firstLine).toBe(3);
  });

  it('puts one job into the queue for each chunk, with references only', async () => {
    const batch = await upload(inventedCsv(20));
    const queue = new Queue(queues.chunks.name, { connection: api.redis, prefix: queuePrefix });
    const jobs = await queue.getJobs(['waiting']);
    const data = jobs.map((job) => ChunkJob.parse(job.data)).filter(({ batchId }) => batchId === batch.id);
    expect(data.map(({ chunk }) => chunk).sort()).toEqual([0, 1, 2]);
    await queue.close();
  });

  it('names the columns that it ignores', async () => {
    const batch = await upload(`${inventedHeader},outcome\n1,2,R,Y,n,1\n`);
    expect(batch.ignoredColumns).toEqual(['outcome']);
  });

  it('in a form keeps the last part of the file name, without what is not printable', async () => {
    const form = new FormData();
    form.append('note', 'a field that nobody asked for');
    form.append('file', new Blob([inventedCsv(3)]), `../../etc/${'é'.repeat(300)}\u0007\u202e.csv`);
    const batch = await upload(form, '');
    expect(batch.fileName).toBe('é'.repeat(255));
    expect(batch.rows).toBe(3);
  });

  it('is pinned to the versions that it names', async () => {
    const batch = await upload(inventedCsv(3), 'text/csv', '?model=invented/v1&policy=default/1');
    expect(batch.model).toEqual({ name: 'invented', version: 'v1' });
    expect(batch.policy).toEqual({ name: 'default', version: 1 });
  });

  it('without an Idempotency-Key makes a batch each time', async () => {
    const [first, second] = await Promise.all([upload(inventedCsv(3)), upload(inventedCsv(3))]);
    expect(first.id).not.toBe(second.id);
  });
});
