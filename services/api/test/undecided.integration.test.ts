import { commitChunk, sealRejects } from '@bora/batch-store';
import {
  ApplicantExport,
  Batch,
  Erasure,
  packedScoreBytes,
  queuePrefix,
  queues,
  type Reject,
} from '@bora/contracts';
import { waitUntil } from '@bora/testing';
import { Queue } from 'bullmq';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inventedHeader, inventedLine } from './support/invented-schema.ts';
import { type RunningApi, startApi } from './support/running-api.ts';
import { askForRecord, scoreChunk } from './support/simulated-worker.ts';
import { storedText } from './support/stored-text.ts';
import { asSuperuser, trailEntries } from './support/trail.ts';

const rowsPerChunk = 7;
let api: RunningApi;
let records: Queue;

beforeAll(async () => {
  api = await startApi({ CHUNK_ROWS: String(rowsPerChunk) });
  records = new Queue(queues.records.name, { connection: { url: api.redisServer.url }, prefix: queuePrefix });
});
afterAll(async () => {
  await records?.close();
  await api?.close();
});

async function send(path: string, body?: unknown, method = 'POST') {
  const response = await fetch(`${api.url}/v1/${path}`, {
    method,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as unknown };
}

const isRecorded = (batch: string) =>
  asSuperuser(api.databaseUrl, async (client) => {
    const { rows } = await client.query('select 1 from batches where id = $1', [batch]);
    return rows.length === 1;
  });

async function cancelledAndRecorded(batch: string): Promise<void> {
  expect((await send(`batches/${batch}`, undefined, 'DELETE')).status).toBe(200);
  await askForRecord(records, batch);
  await waitUntil(() => isRecorded(batch), { what: 'the batch to be recorded' });
}

async function uploaded(lines: readonly string[]): Promise<string> {
  const body = `${inventedHeader}\n${lines.join('\n')}\n`;
  const headers = { 'content-type': 'text/csv' };
  const response = await fetch(`${api.url}/v1/batches`, { method: 'POST', headers, body });
  return Batch.parse(await response.json()).id;
}

/**
 * A recorded batch in which the applicant has no decision in three rows: row 3 was rejected at intake, row 9 stands in a
 * chunk that failed, and row 20 in one that was not scored before the batch was cancelled.
 */
async function undecidedBatch(applicant: string): Promise<string> {
  const lines = Array.from({ length: 3 * rowsPerChunk }, (_, index) => inventedLine(index + 1));
  lines[2] = `${applicant},177`;
  for (const row of [9, 20]) lines[row - 1] = `${applicant},177,R,Y,"secret, of ${applicant}"`;
  const batchId = await uploaded(lines);
  await scoreChunk(api.redis, api.cipher, { v: 1, batchId, chunk: 0 });
  const failed = Array.from(
    { length: rowsPerChunk },
    (_, index): Reject => ({
      row: rowsPerChunk + 1 + index,
      line: rowsPerChunk + 2,
      code: 'chunk-failed',
      column: null,
      given: null,
      allowed: '',
    }),
  );
  await commitChunk(api.redis, {
    batchId,
    chunk: 1,
    firstRow: rowsPerChunk + 1,
    packed: new Uint8Array(rowsPerChunk * packedScoreBytes),
    applicantIds: failed.map(() => ''),
    rejects: sealRejects(api.cipher, batchId, 1, failed),
    counters: { rowsRejected: rowsPerChunk },
    waitingSeconds: 3_600,
  });
  await cancelledAndRecorded(batchId);
  return batchId;
}

async function exported(applicantId: string): Promise<ApplicantExport> {
  return ApplicantExport.parse((await send('applicants/exports', { applicantId })).body);
}

async function erased(applicantId: string): Promise<Erasure> {
  const { id } = Erasure.parse((await send('applicants/erasures', { applicantId })).body);
  const read = async () => Erasure.parse((await send(`applicants/erasures/${id}`, undefined, 'GET')).body);
  await waitUntil(async () => (await read()).state !== 'waiting', { what: 'the erasure to end' });
  return read();
}

test('rows that never came to a decision are exported: rejected, of a failed chunk, of a cancelled tail', async () => {
  const batchId = await undecidedBatch('export-me');
  const { decisions, undecided } = await exported('export-me');
  expect(decisions).toEqual([]);
  const values = { KEY: 'export-me', HEIGHT: '177', COLOUR: 'R', WINDY: 'Y', NOTE: 'secret, of export-me' };
  expect(undecided).toMatchObject([
    { batchId, row: 3, why: 'wrong-field-count', values: { KEY: 'export-me', HEIGHT: '177' } },
    { batchId, row: 9, why: 'chunk-failed', values },
    { batchId, row: 20, why: 'not-scored', values },
  ]);
  expect((await exported('id-20')).undecided).toEqual([]);
  expect((await exported('id-21')).undecided).toMatchObject([{ row: 21, why: 'not-scored' }]);
});

test('rows that never came to a decision are erased with all others, and the rows around them stay', async () => {
  const batch = await undecidedBatch('erase-me');
  const before = await storedText(api, batch);
  const { id, report } = await erased('erase-me');
  expect(report).toEqual({ decisions: 0, undecided: 3, uploadRows: 3, results: 0 });
  const isGone = (line: string) => line.startsWith('erase-me');
  const found = (await storedText(api, batch)).split('\n');
  expect(found.filter((line) => /^,+ *$/.test(line))).toHaveLength(3);
  expect(found.filter((line) => !/^,+ *$/.test(line))).toEqual(
    before.split('\n').filter((line) => !isGone(line)),
  );
  expect(await exported('erase-me')).toMatchObject({ decisions: [], undecided: [] });
  const rejected = await fetch(`${api.url}/v1/batches/${batch}/rejected-rows`);
  expect(await rejected.text()).not.toContain('erase-me');
  expect(await trailEntries(api, '&subject=erase-me&action=applicant.erased')).toMatchObject([
    {
      objectId: id,
      outcome: 'done',
      actor: { kind: 'system' },
      changes: expect.arrayContaining([{ setting: 'undecided', from: '3', to: null }]),
    },
  ]);
});

test('a row without an id that can be read is recorded as nobody’s, and nobody is told of it', async () => {
  const batch = await uploaded([',177,R,Y,one', 'one', '"a"b,177,R,Y,one', inventedLine(1)]);
  await cancelledAndRecorded(batch);
  const { rows } = await asSuperuser(api.databaseUrl, (client) =>
    client.query('select row_number, applicant_id from undecided_rows where batch_id = $1 order by 1', [
      batch,
    ]),
  );
  expect(rows.map(({ applicant_id }) => applicant_id)).toEqual(['', 'one', '', 'id-1']);
});

test('a hold on a batch keeps the rows in it that never came to a decision', async () => {
  const batchId = await undecidedBatch('hold-me');
  const { body } = await send('holds', { batchId, reason: 'A complaint' });
  expect(await send('applicants/erasures', { applicantId: 'hold-me' })).toMatchObject({
    status: 409,
    body: { code: 'on-hold' },
  });
  await send(`holds/${(body as { id: string }).id}`, undefined, 'DELETE');
  expect((await erased('hold-me')).state).toBe('done');
});

test('the rows of a batch that was cancelled before anything was scored are found and erased', async () => {
  const batch = await uploaded(Array.from({ length: 9 }, (_, index) => inventedLine(index + 70)));
  await cancelledAndRecorded(batch);
  expect((await exported('id-77')).undecided).toMatchObject([{ batchId: batch, row: 8, why: 'not-scored' }]);
  expect((await erased('id-77')).report).toMatchObject({ undecided: 1, uploadRows: 1 });
  expect(await storedText(api, batch)).not.toContain('id-77');
});
