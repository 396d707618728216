import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { OutcomeImport, OutcomeSummary } from '@bora/contracts';
import { waitUntil } from '@bora/testing';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RawRequest } from './support/raw-request.ts';
import { type RunningApi, startApi } from './support/running-api.ts';

let api: RunningApi;
const batch = '11111111-1111-4111-8111-111111111111';
const later = '22222222-2222-4222-8222-222222222222';

beforeAll(async () => {
  api = await startApi();
  const client = new Client({ connectionString: api.databaseUrl });
  await client.connect();
  const text = `insert into decisions select $1, i, $2, $3 || i, i / 100.0, 400 + i, $4, '[]', null, 0, 'o', 's', 'm', 'v1',
    'p', 1, null, null from generate_series(1, $5::integer) as i`;
  await client.query(text, [batch, '2026-01-10T12:00:00Z', 'person-', 'approve', 100]);
  // The first ten applied again and were declined, the eleventh was approved again.
  await client.query(text, [later, '2026-03-10T12:00:00Z', 'person-', 'decline', 10]);
  await client.query(text.replace('select $1, i,', 'select $1, 11,'), [
    later,
    '2026-03-10T12:00:00Z',
    'person-1',
    'approve',
    1,
  ]);
  await client.end();
});
afterAll(() => api.close());

async function post(body: string, type = 'text/csv'): Promise<Response> {
  return fetch(`${api.url}/v1/outcomes`, { method: 'POST', headers: { 'content-type': type }, body });
}
async function imported(body: string, type?: string): Promise<OutcomeImport> {
  const response = await post(body, type);
  expect(response.status).toBe(200);
  return OutcomeImport.parse(await response.json());
}
async function summary(query = ''): Promise<OutcomeSummary> {
  return OutcomeSummary.parse(await (await fetch(`${api.url}/v1/outcomes/summary${query}`)).json());
}

const lines = Array.from(
  { length: 100 },
  (_, index) => `person-${index + 1},${index % 4 === 0 ? 'bad' : 'repaid'},2026-02-01`,
);
const file = `applicantId,outcome,date\n${lines.join('\n')}\n`;

test('outcomes find their decisions, and the same file again changes nothing', async () => {
  const first = await imported(file);
  expect(first).toMatchObject({
    lines: 100,
    matched: 100,
    changed: 100,
    unmatched: 0,
    ambiguous: 0,
    rejected: 0,
  });
  expect(await imported(file)).toMatchObject({ matched: 100, changed: 0, fileSha256: first.fileSha256 });
  expect(
    await imported(file.replaceAll(',', '\t').replaceAll('\n', '\r\n'), 'text/tab-separated-values'),
  ).toMatchObject({
    matched: 100,
    changed: 0,
  });
});

test('the summary sets what happened beside what was predicted, by score band', async () => {
  await imported(file);
  const { bands, ...all } = await summary('?model=m&version=v1&from=2026-01-01&to=2026-02-01');
  expect(all).toEqual({ outcomes: 100, bad: 25, badRate: 0.25, pdMean: expect.closeTo(0.505, 9) });
  expect(bands.map(({ from, outcomes }) => [from, outcomes])).toEqual([
    [400, 24],
    [425, 25],
    [450, 25],
    [475, 25],
    [500, 1],
  ]);
  expect(bands[1]).toEqual({
    from: 425,
    outcomes: 25,
    bad: 7,
    badRate: 7 / 25,
    pdMean: expect.closeTo(0.37, 9),
  });
  expect(await summary('?model=m&version=v2')).toEqual({
    outcomes: 0,
    bad: 0,
    badRate: null,
    pdMean: null,
    bands: [],
  });
});

test('a later outcome replaces the earlier one', async () => {
  await imported(file);
  expect(await imported(`decisionId,outcome,date\n${batch}-2,bad,2026-05-01\n`)).toMatchObject({
    changed: 1,
  });
  expect((await summary()).bad).toBe(26);
  expect(await imported(file)).toMatchObject({ changed: 1 });
  expect((await summary()).bad).toBe(25);
});

test('what cannot be used is named by line and code, never by value, and the rest counts', async () => {
  const answer = await imported(
    [
      'date,outcome,applicantId',
      '2026-04-01,repaid,person-1', // declined later: the approval is meant
      '2026-04-01,repaid,person-11', // ambiguous: approved twice
      '2026-01-09,repaid,person-12', // before its decision
      '2026-04-01,repaid,canary-nobody',
      '2026-04-01,maybe,person-12',
      '2026-02-30,bad,person-12',
      '2999-01-01,bad,person-12',
      '2026-04-01,bad,',
      '2026-04-01,bad',
      '2026-04-01,bad,"person-13"',
    ].join('\n'),
  );
  expect(answer).toMatchObject({ lines: 10, matched: 2, unmatched: 2, ambiguous: 1, rejected: 5 });
  expect(answer.rejects.map(({ line, code }) => [line, code])).toEqual([
    [3, 'ambiguous'],
    [4, 'unmatched'],
    [5, 'unmatched'],
    [6, 'outcome-unknown'],
    [7, 'date-invalid'],
    [8, 'date-in-future'],
    [9, 'id-missing'],
    [10, 'wrong-field-count'],
  ]);
  expect(JSON.stringify(answer)).not.toContain('canary');
  expect(api.process.output).not.toContain('canary');
});

test.each([
  ['', 'upload-empty'],
  ['applicantId,decisionId,outcome,date\n', 'file-unrecognised'],
  ['applicantId,outcome\n', 'file-unrecognised'],
  ['applicantId,outcome,date,name\n', 'file-unrecognised'],
  ['applicantId,outcome,date\n"a,bad,2026-01-01\n', 'file-unclosed-quote'],
  ['applicantId,outcome,date\na\0,bad,2026-01-01\n', 'file-binary'],
  [`applicantId,outcome,date\n${'x'.repeat(20_000)},bad,2026-01-01\n`, 'file-record-too-long'],
])('the file %# is refused whole with its code', async (body, code) => {
  const response = await post(`${body}`);
  expect([response.status, (await response.json()) as unknown]).toMatchObject([422, { code }]);
});

test('a file that fails in the middle leaves nothing', async () => {
  const before = await summary();
  const many = Array.from({ length: 3_000 }, (_, index) => `person-${(index % 100) + 1},bad,2026-06-01`);
  const response = await post(`applicantId,outcome,date\n${many.join('\n')}\n"open`);
  expect(response.status).toBe(422);
  expect(await summary()).toEqual(before);
});

/** Connections of the api on which a transaction is open and nothing happens. */
async function idleTransactions(): Promise<number> {
  const client = new Client({ connectionString: api.databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query(
      "select 1 from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'",
    );
    return rows.length;
  } finally {
    await client.end();
  }
}
const spools = async () => (await readdir(tmpdir())).filter((name) => name.startsWith('bora-spool-'));

test('a client that sends slowly holds no connection of the database, and one that goes leaves nothing', async () => {
  const before = new Set(await spools());
  const mine = async () => (await spools()).filter((name) => !before.has(name));
  const head = { 'content-type': 'text/csv', 'content-length': String(file.length) };
  const requests = await Promise.all(
    Array.from({ length: 4 }, () => RawRequest.post(`${api.url}/v1/outcomes`, head)),
  );
  for (const request of requests) await request.write(file.slice(0, 1_000));
  await waitUntil(async () => (await mine()).length >= 4, { what: 'four files to be coming' });
  expect(await idleTransactions()).toBe(0);
  // A fifth one is told to wait; everybody else goes on.
  expect((await post(file)).status).toBe(503);
  expect((await fetch(`${api.url}/v1/outcomes/summary`)).status).toBe(200);
  await requests[0]!.write(file.slice(1_000));
  expect((await requests[0]!.answer()).status).toBe(200);
  for (const request of requests.slice(1)) request.breakOff();
  await waitUntil(async () => (await mine()).length === 0, { what: 'what was taken in to be removed' });
  expect(await imported(file)).toMatchObject({ matched: 100 });
});
