import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ApplicantExport, Erasure, queuePrefix, queues } from '@bora/contracts';
import { repositoryRoot, waitUntil } from '@bora/testing';
import { Queue } from 'bullmq';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { acceptedBatch, completed } from './src/client.ts';
import { type Platform, startPlatform } from './src/platform.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
let platform: Platform;
let header: string;
let lines: string[];

beforeAll(async () => {
  platform = await startPlatform();
  const text = await readFile(join(repositoryRoot, 'data/sample-applicants.csv'), 'utf8');
  [header = '', ...lines] = text.trimEnd().split('\n').slice(0, 41);
});
afterAll(() => platform?.stop());

async function ask(path: string, body?: unknown, method = 'POST'): Promise<unknown> {
  const response = await fetch(`${platform.url}/v1/${path}`, {
    method,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return response.json();
}

const upload = (rows: readonly string[], query?: string) =>
  acceptedBatch(platform.url, Buffer.from(`${[header, ...rows].join('\n')}\n`), query ? { query } : {});

async function untilRecorded(batch: string): Promise<void> {
  const client = new Client({ connectionString: platform.databaseUrl });
  await client.connect();
  const found = async () =>
    (await client.query('select 1 from batches where id = $1', [batch])).rows.length > 0;
  await waitUntil(found, { what: 'the batch to be recorded' });
  await client.end();
}

/** Everything of one applicant, who stands in a file with a decision, in it without one, in a trial, in a cancelled file. */
async function everywhere(
  applicantId: string,
): Promise<{ recorded: string; trial: string; cancelled: string }> {
  const [good, ...rest] = lines.slice(20);
  const own = good!.replace(/^[^,]*/, applicantId);
  const { id: recorded } = await upload([own, own.slice(0, own.lastIndexOf(',')), ...rest]);
  const { id: trial } = await upload([own, ...rest], '?trial=true');
  for (const id of [recorded, trial]) await completed(platform.url, id);
  const chunks = new Queue(queues.chunks.name, {
    connection: { url: platform.redis.url },
    prefix: queuePrefix,
  });
  await chunks.pause();
  const { id: cancelled } = await upload([...rest, own]);
  await ask(`batches/${cancelled}`, undefined, 'DELETE');
  await chunks.resume();
  await chunks.close();
  for (const id of [recorded, cancelled]) await untilRecorded(id);
  return { recorded, trial, cancelled };
}

const exported = async (applicantId: string) =>
  ApplicantExport.parse(await ask('applicants/exports', { applicantId }));

test('an applicant is exported and erased wherever real workers left them: decided, rejected, tried, cancelled', async () => {
  const { recorded, cancelled } = await everywhere('the-applicant');
  const { decisions, undecided } = await exported('the-applicant');
  expect(decisions.map(({ decision }) => decision.id)).toEqual([`${recorded}-1`]);
  expect(undecided.map(({ batchId, row, why }) => [batchId, row, why])).toEqual([
    [recorded, 2, 'wrong-field-count'],
    [cancelled, 20, 'not-scored'],
  ]);
  const { id } = Erasure.parse(await ask('applicants/erasures', { applicantId: 'the-applicant' }));
  const read = async () => Erasure.parse(await ask(`applicants/erasures/${id}`, undefined, 'GET'));
  await waitUntil(async () => (await read()).state !== 'waiting', { what: 'the erasure' });
  expect(await read()).toMatchObject({
    state: 'done',
    report: { decisions: 1, undecided: 3, uploadRows: 4, results: 2 },
  });
  expect(await exported('the-applicant')).toMatchObject({ decisions: [], undecided: [] });
});
