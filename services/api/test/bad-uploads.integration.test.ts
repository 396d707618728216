import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { settleBatch } from '@bora/batch-store';
import { BatchList, Problem, redisKeys } from '@bora/contracts';
import { repositoryRoot, waitUntil } from '@bora/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inventedCsv, inventedHeader, inventedLine } from './support/invented-schema.ts';
import { leftovers } from './support/leftovers.ts';
import { RawRequest } from './support/raw-request.ts';
import { type RunningApi, startApi } from './support/running-api.ts';
import type { UploadBody } from './support/upload-body.ts';
import {
  bombSheet,
  cellsOf,
  entitySheet,
  farCellSheet,
  lyingArchive,
  otherArchive,
  workbook,
} from './support/workbooks.ts';

let api: RunningApi;

beforeAll(async () => {
  api = await startApi({
    UPLOAD_MAX_MB: '1',
    UPLOAD_MAX_ROWS: '60000',
    UPLOAD_IDLE_TIMEOUT_MS: '700',
    RECORD_MAX_KB: '64',
    CHUNK_ROWS: '100',
  });
});
afterAll(() => api.close());

/** What the worker's reconciler does; a batch that had not ended would stay active. */
async function settleEnded({ redis }: RunningApi): Promise<void> {
  for (const id of await redis.zrange(redisKeys.activeBatches, '0', '-1'))
    await settleBatch(redis, id, 3_600);
}

interface Outcome {
  /** `undefined` where the connection is gone before an answer. */
  readonly status?: number;
  readonly body?: unknown;
}

const csv = (body: UploadBody, query = '', headers = {}) =>
  send(query, { 'content-type': 'text/csv', ...headers }, body);

async function send(query: string, headers: Record<string, string>, body: UploadBody): Promise<Outcome> {
  const response = await fetch(`${api.url}/v1/batches${query}`, { method: 'POST', headers, body });
  return { status: response.status, body: await response.json() };
}

function form(fill: (data: FormData) => void): Promise<Outcome> {
  const data = new FormData();
  fill(data);
  return send('', {}, data);
}

const file = (text: string) => new Blob([text], { type: 'text/csv' });
const boundary = 'the-boundary';
const formType = `multipart/form-data; boundary=${boundary}`;
const formFile = (text: string) =>
  `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n` +
  `Content-Type: text/csv\r\n\r\n${text}`;

/** Sends the first part of an upload, waits until it has arrived, and goes away. */
async function breakOff(
  headers: Record<string, string>,
  body: string,
  leave: (request: RawRequest) => void,
): Promise<Outcome> {
  const before = await newestBatch();
  const request = await RawRequest.post(`${api.url}/v1/batches`, headers);
  await request.write(body);
  await waitUntil(async () => (await newestBatch())?.id !== before?.id, { what: 'the batch to begin' });
  leave(request);
  return {};
}

async function newestBatch() {
  const response = await fetch(`${api.url}/v1/batches?limit=1`);
  return BatchList.parse(await response.json()).batches[0];
}

const bad: Record<string, () => Promise<Outcome>> = {
  empty: () => csv(''),
  blank: () => csv('\r\n\n\n'),
  'header-only': () => csv(`${inventedHeader}\n`),
  'wrong-header': () => csv('a,b,c,d,e\n1,2,3,4,5\n'),
  'unknown-column': () => csv(`${inventedHeader},EXTRA\n1,2,R,Y,n,x\n`),
  'missing-column': () => csv('KEY,HEIGHT,COLOUR\n1,2,R\n'),
  'duplicate-header': () => csv(`${inventedHeader},HEIGHT\n1,2,R,Y,n,3\n`),
  'ten-thousand-columns': () => csv(`${Array.from({ length: 10_000 }, (_, at) => `c${at}`).join(',')}\n1\n`),
  prose: () => csv('Dear Sir or Madam, please find enclosed, as agreed, our applicants.\n'),
  binary: () =>
    csv(Buffer.concat([Buffer.from(inventedCsv(300)), Buffer.from([1, 0, 2]), Buffer.alloc(500, 7)])),
  'workbook-signature': () => csv(Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(2_000)])),
  'workbook-truncated': async () => csv((await workbook(cellsOf(inventedCsv(300)))).subarray(0, 3_000)),
  'workbook-empty': async () => csv(await workbook([[]])),
  'workbook-wrong-header': async () => csv(await workbook(cellsOf('a,b,c,d,e\n1,2,3,4,5\n'))),
  'workbook-old': () => csv(Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2_000)])),
  'workbook-random': () =>
    form((data) => {
      const bytes = Uint8Array.from({ length: 5_000 }, (_, index) => (index * 7919 + 3) % 256);
      data.append('file', new Blob([bytes]), 'june.xlsx');
    }),
  'archive-other': () => csv(otherArchive()),
  'archive-bomb': async () => csv(await bombSheet()),
  'archive-lying': async () => csv(lyingArchive(await bombSheet(), 1_000)),
  'workbook-far-cell': async () => csv(await farCellSheet()),
  'workbook-entities': async () => csv(await entitySheet()),
  'utf-16': () => csv(Buffer.from(`\ufeff${inventedCsv(3)}`, 'utf16le')),
  'windows-1252': () => csv(Buffer.from(inventedCsv(300).replaceAll('note', 'anota\u00e7\u00e3o'), 'latin1')),
  'mis-quoted': () => csv(`${inventedCsv(250)}"never closed,1,R,Y,n\n${inventedLine(9)}\n`),
  'huge-record': () => csv(`${inventedCsv(250)}x,${'9'.repeat(70_000)},R,Y,n\n`),
  'too-large': () => csv(inventedCsv(40_000).slice(0, 1_000_001)),
  'too-large-form': () => form((data) => data.append('file', file(inventedCsv(40_000)), 'a.csv')),
  'too-many-rows': () => csv(`${inventedHeader}\n${'1,,,,\n'.repeat(60_001)}`),
  stalled: async () => {
    const head = { 'content-type': 'text/csv', 'content-length': '1000000' };
    const request = await RawRequest.post(`${api.url}/v1/batches`, head);
    await request.write(inventedCsv(300));
    return request.answer();
  },
  'broken-connection': () =>
    breakOff({ 'content-type': 'text/csv', 'content-length': '90000' }, inventedCsv(300), (request) =>
      request.breakOff(),
    ),
  'short-body': () =>
    breakOff({ 'content-type': 'text/csv', 'content-length': '90000' }, inventedCsv(300), (request) =>
      request.socket.end(),
    ),
  'broken-chunks': () => {
    const text = inventedCsv(300);
    const head = { 'content-type': 'text/csv', 'transfer-encoding': 'chunked' };
    return breakOff(head, `${text.length.toString(16)}\r\n${text}\r\n`, (request) => request.breakOff());
  },
  'broken-form': () =>
    breakOff({ 'content-type': formType, 'content-length': '90000' }, formFile(inventedCsv(300)), (request) =>
      request.breakOff(),
    ),
  'truncated-form': () => send('', { 'content-type': formType }, formFile(inventedCsv(300))),
  'form-without-file': () => form((data) => data.append('note', 'no file')),
  'form-with-two-files': () =>
    form((data) => {
      data.append('file', file(inventedCsv(300)), 'a.csv');
      data.append('file', file(inventedCsv(300)), 'b.csv');
    }),
  'form-with-many-fields': () =>
    form((data) => {
      for (let field = 0; field < 21; field += 1) data.append(`field-${field}`, 'x');
      data.append('file', file(inventedCsv(3)), 'a.csv');
    }),
  'form-without-boundary': () => send('', { 'content-type': 'multipart/form-data' }, inventedCsv(3)),
  'other-type': () => send('', { 'content-type': 'application/pdf' }, inventedCsv(3)),
  'unknown-model': () => csv(inventedCsv(3), '?model=nobody'),
  'unknown-policy': () => csv(inventedCsv(3), '?policy=default/99'),
  'bad-model-name': () => csv(inventedCsv(3), '?model=../etc'),
  'bad-key': () => csv(inventedCsv(3), '', { 'idempotency-key': 'with a space' }),
};

interface WrittenOutcome {
  readonly name: string;
  readonly status: string;
  readonly code: string;
  readonly batch: string;
}

/** Case, what is sent, status, code, batch. */
const outcomeRow = /^\|\s*([a-z0-9-]+)\s*\|[^|]+\|\s*(\d+|–)\s*\|\s*`([a-z-]+)`\s*\|\s*(failed|none)\s*\|$/gm;

function writtenOutcomes(): WrittenOutcome[] {
  const readme = readFileSync(join(repositoryRoot, 'services/api/README.md'), 'utf8');
  return [...readme.matchAll(outcomeRow)].map(([, name = '', status = '', code = '', batch = '']) => ({
    name,
    status,
    code,
    batch,
  }));
}

describe('an upload that is bad', () => {
  it('has its outcome written down, and each that is written down is tested', () => {
    expect(writtenOutcomes().map(({ name }) => name)).toEqual(Object.keys(bad));
  });

  it.each(writtenOutcomes())('$name: $status $code, batch $batch, nothing left', async (written) => {
    const before = await newestBatch();
    const outcome = await bad[written.name]!();

    if (written.status !== '–') {
      const problem = Problem.parse(outcome.body);
      expect({ status: outcome.status, code: problem.code }).toEqual({
        status: Number(written.status),
        code: written.code,
      });
      expect(problem.requestId).toMatch(/^[0-9a-f-]{36}$/);
    }
    if (written.batch === 'none') {
      expect((await newestBatch())?.id).toBe(before?.id);
    } else {
      const batch = await waitUntil(
        async () => {
          const newest = await newestBatch();
          return newest?.id !== before?.id && newest?.state === 'failed' ? newest : undefined;
        },
        { what: 'the batch to fail' },
      );
      expect(batch?.failure?.code).toBe(written.code);
      expect(batch?.endedAt).not.toBeNull();
    }
    expect(await leftovers(api)).toEqual([]);
    await settleEnded(api);
    expect(await api.redis.zcard(redisKeys.activeBatches)).toBe(0);
  });

  it('answers with the names of the columns concerned', async () => {
    const { body } = await bad['unknown-column']!();
    expect(Problem.parse(body).fields).toEqual(['EXTRA']);
  });

  it('answers with all that is wrong with a header at once', async () => {
    const { body } = await csv('KEY,SIZE,COLOUR,WINDY,WINDY\n1,2,R,Y,N\n');
    const { code, detail, fields } = Problem.parse(body);
    expect({ code, fields }).toEqual({
      code: 'file-unknown-columns',
      fields: ['SIZE', 'WINDY', 'WINDY', 'HEIGHT'],
    });
    expect(detail).toMatch(/no variable for these columns: SIZE.*not clear.*WINDY, WINDY.*missing: HEIGHT/);
  });

  it('answers with the line of the record concerned', async () => {
    const { body } = await bad['mis-quoted']!();
    expect(Problem.parse(body).line).toBe(252);
  });

  it('that is cancelled while it comes is answered 409, and leaves nothing', async () => {
    const body = inventedCsv(1_000);
    const head = { 'content-type': 'text/csv', 'content-length': String(body.length) };
    const request = await RawRequest.post(`${api.url}/v1/batches`, head);
    await request.write(body.slice(0, 20_000));
    await waitUntil(async () => (await api.redis.keys('bora:{*}:chunk:*')).length > 0, {
      what: 'a first chunk',
    });
    const batch = await newestBatch();
    const cancelled = await fetch(`${api.url}/v1/batches/${batch?.id}`, { method: 'DELETE' });
    expect(cancelled.status).toBe(200);
    await request.write(body.slice(20_000));
    const answer = await request.answer();
    expect([answer.status, answer.body.code]).toEqual([409, 'batch-ended']);
    expect((await newestBatch())?.state).toBe('cancelled');
    expect(await leftovers(api)).toEqual([]);
  });

  it('does not stop the api from taking the next one', async () => {
    expect((await csv(inventedCsv(10))).status).toBe(202);
  });
});
