import { type Batch, BatchList } from '@bora/contracts';
import { waitUntil } from '@bora/testing';
import { inventedCsv, inventedHeader, inventedLine } from './invented-schema.ts';
import { RawRequest } from './raw-request.ts';
import type { UploadBody } from './upload-body.ts';
import {
  bombSheet,
  cellsOf,
  entitySheet,
  farCellSheet,
  lyingArchive,
  otherArchive,
  workbook,
} from './workbooks.ts';

export interface Outcome {
  /** `undefined` where the connection is gone before an answer. */
  readonly status?: number;
  readonly body?: unknown;
}

/** What an api that takes at most 1 MB, 60,000 rows and 64 kB a record is sent, by the name that its outcome is written down under. */
export function badUploads(url: string): Record<string, () => Promise<Outcome>> {
  const csv = (body: UploadBody, query = '', headers = {}) => sendCsv(url, body, query, headers);
  const form = (fill: (data: FormData) => void) => sendForm(url, fill);
  return {
    empty: () => csv(''),
    blank: () => csv('\r\n\n\n'),
    'header-only': () => csv(`${inventedHeader}\n`),
    'wrong-header': () => csv('a,b,c,d,e\n1,2,3,4,5\n'),
    'unknown-column': () => csv(`${inventedHeader},EXTRA\n1,2,R,Y,n,x\n`),
    'missing-column': () => csv('KEY,HEIGHT,COLOUR\n1,2,R\n'),
    'duplicate-header': () => csv(`${inventedHeader},HEIGHT\n1,2,R,Y,n,3\n`),
    'ten-thousand-columns': () =>
      csv(`${Array.from({ length: 10_000 }, (_, at) => `c${at}`).join(',')}\n1\n`),
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
    'windows-1252': () =>
      csv(Buffer.from(inventedCsv(300).replaceAll('note', 'anota\u00e7\u00e3o'), 'latin1')),
    'mis-quoted': () => csv(`${inventedCsv(250)}"never closed,1,R,Y,n\n${inventedLine(9)}\n`),
    'huge-record': () => csv(`${inventedCsv(250)}x,${'9'.repeat(70_000)},R,Y,n\n`),
    'too-large': () => csv(inventedCsv(40_000).slice(0, 1_000_001)),
    'too-large-form': () => form((data) => data.append('file', file(inventedCsv(40_000)), 'a.csv')),
    'too-many-rows': () => csv(`${inventedHeader}\n${'1,,,,\n'.repeat(60_001)}`),
    stalled: async () => {
      const head = { 'content-type': 'text/csv', 'content-length': '1000000' };
      const request = await RawRequest.post(`${url}/v1/batches`, head);
      await request.write(inventedCsv(300));
      return request.answer();
    },
    'broken-connection': () =>
      breakOff(url, { 'content-type': 'text/csv', 'content-length': '90000' }, inventedCsv(300), (request) =>
        request.breakOff(),
      ),
    'short-body': () =>
      breakOff(url, { 'content-type': 'text/csv', 'content-length': '90000' }, inventedCsv(300), (request) =>
        request.socket.end(),
      ),
    'broken-chunks': () => {
      const text = inventedCsv(300);
      const head = { 'content-type': 'text/csv', 'transfer-encoding': 'chunked' };
      return breakOff(url, head, `${text.length.toString(16)}\r\n${text}\r\n`, (request) =>
        request.breakOff(),
      );
    },
    'broken-form': () =>
      breakOff(
        url,
        { 'content-type': formType, 'content-length': '90000' },
        formFile(inventedCsv(300)),
        (request) => request.breakOff(),
      ),
    'truncated-form': () => send(url, '', { 'content-type': formType }, formFile(inventedCsv(300))),
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
    'form-without-boundary': () => send(url, '', { 'content-type': 'multipart/form-data' }, inventedCsv(3)),
    'other-type': () => send(url, '', { 'content-type': 'application/pdf' }, inventedCsv(3)),
    'unknown-model': () => csv(inventedCsv(3), '?model=nobody'),
    'unknown-policy': () => csv(inventedCsv(3), '?policy=default/99'),
    'bad-model-name': () => csv(inventedCsv(3), '?model=../etc'),
    'bad-key': () => csv(inventedCsv(3), '', { 'idempotency-key': 'with a space' }),
  };
}

export const sendCsv = (url: string, body: UploadBody, query = '', headers = {}) =>
  send(url, query, { 'content-type': 'text/csv', ...headers }, body);

async function send(
  url: string,
  query: string,
  headers: Record<string, string>,
  body: UploadBody,
): Promise<Outcome> {
  const response = await fetch(`${url}/v1/batches${query}`, { method: 'POST', headers, body });
  return { status: response.status, body: await response.json() };
}

function sendForm(url: string, fill: (data: FormData) => void): Promise<Outcome> {
  const data = new FormData();
  fill(data);
  return send(url, '', {}, data);
}

const file = (text: string) => new Blob([text], { type: 'text/csv' });
const boundary = 'the-boundary';
const formType = `multipart/form-data; boundary=${boundary}`;
const formFile = (text: string) =>
  `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n` +
  `Content-Type: text/csv\r\n\r\n${text}`;

/** Sends the first part of an upload, waits until it has arrived, and goes away. */
async function breakOff(
  url: string,
  headers: Record<string, string>,
  body: string,
  leave: (request: RawRequest) => void,
): Promise<Outcome> {
  const before = await newestBatch(url);
  const request = await RawRequest.post(`${url}/v1/batches`, headers);
  await request.write(body);
  await waitUntil(async () => (await newestBatch(url))?.id !== before?.id, { what: 'the batch to begin' });
  leave(request);
  return {};
}

/** The newest batch that there is. */
export async function newestBatch(url: string): Promise<Batch | undefined> {
  const response = await fetch(`${url}/v1/batches?limit=1`);
  return BatchList.parse(await response.json()).batches[0];
}
