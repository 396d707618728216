import { readBatch } from '@bora/batch-store';
import { ApplicantExport, Batch, Erasure, Hold, HoldList, RetentionState, Score } from '@bora/contracts';
import { waitUntil } from '@bora/testing';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { advisoryLocks } from '../src/database/advisory-locks.ts';
import { inventedHeader, inventedLine } from './support/invented-schema.ts';
import type { RunningApi } from './support/running-api.ts';
import { startScoringApi } from './support/scoring-api.ts';
import { foundDecisions } from './support/search.ts';
import { storedText } from './support/stored-text.ts';
import { trailEntries } from './support/trail.ts';

let api: RunningApi;

beforeAll(async () => {
  api = await startScoringApi({ CHUNK_ROWS: '7' });
});
afterAll(() => api?.close());

async function send(
  path: string,
  body: unknown,
  method = 'POST',
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${api.url}/v1/${path}`, {
    method,
    headers: body === undefined ? {} : { 'content-type': 'application/json', prefer: 'wait=10' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

const find = (query: string) => foundDecisions(api.url, query);

/** A file in which the applicant stands in the rows 9 and 20, and a single score of theirs, all in the record. */
async function recorded(applicant: string): Promise<{ batch: string; score: string }> {
  const lines = Array.from({ length: 30 }, (_, index) => inventedLine(index + 1));
  for (const row of [9, 20]) lines[row - 1] = `${applicant},177,R,Y,"secret, of ${applicant}"`;
  const response = await fetch(`${api.url}/v1/batches`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    body: `${inventedHeader}\n${lines.join('\n')}\n`,
  });
  const { id } = Batch.parse(await response.json());
  const { body } = await send('scores', { KEY: applicant, HEIGHT: 171, NOTE: 'secret too' });
  const { id: score } = Score.parse(body);
  await waitUntil(async () => (await find(`applicantId=${applicant}`)).length === 3, { what: 'the record' });
  return { batch: id, score };
}

test('all that is recorded about an applicant is exported, with what was given and what became of it', async () => {
  const { batch, score } = await recorded('export-me');
  await fetch(`${api.url}/v1/outcomes`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    body: `decisionId,outcome,date\n${batch}-9,bad,${new Date().toISOString().slice(0, 10)}\n`,
  });
  const { status, body } = await send('applicants/exports', { applicantId: 'export-me' });
  expect(status).toBe(200);
  const { decisions } = ApplicantExport.parse(body);
  const byId = new Map(decisions.map((one) => [one.decision.id, one]));
  expect([...byId.keys()].sort()).toEqual([`${batch}-20`, `${batch}-9`, score].sort());
  expect(byId.get(`${batch}-9`)).toMatchObject({
    values: { KEY: 'export-me', HEIGHT: '177', NOTE: 'secret, of export-me' },
    outcome: { bad: true },
  });
  expect(byId.get(score)).toMatchObject({ values: { HEIGHT: 171, NOTE: 'secret too' }, outcome: null });
  expect(
    ApplicantExport.parse((await send('applicants/exports', { applicantId: 'nobody' })).body).decisions,
  ).toEqual([]);
});

test('an erased applicant is found nowhere: record, stored upload, Redis, logs; all others are unchanged', async () => {
  const { batch, score } = await recorded('erase-me');
  const before = await storedText(api, batch);
  expect(before).toContain('erase-me');
  const asked = await send('applicants/erasures', { applicantId: 'erase-me' });
  expect(asked.status).toBe(202);
  const { id, state } = Erasure.parse(asked.body);
  expect(state).toBe('waiting');
  const done = await waitUntil(
    async () => {
      const erasure = Erasure.parse(await (await fetch(`${api.url}/v1/applicants/erasures/${id}`)).json());
      return erasure.state === 'done' ? erasure : undefined;
    },
    { what: 'the erasure' },
  );
  expect(done?.report).toEqual({ decisions: 3, undecided: 0, uploadRows: 2, results: 3 });
  expect(await find('applicantId=erase-me')).toEqual([]);
  const after = await storedText(api, batch);
  expect(after).toHaveLength(before.length);
  const expected = before.split('\n').map((line) => (line.startsWith('erase-me') ? line.length : line));
  const found = after.split('\n').map((line) => (/^,,,, *$/.test(line) ? line.length : line));
  expect(found).toEqual(expected);
  // What was decided stays, without identity.
  const rows = await find(`batch=${batch}&limit=100`);
  expect(rows).toHaveLength(30);
  expect(rows.filter(({ applicantId }) => applicantId === null).map(({ row }) => row)).toEqual([20, 9]);
  for (const gone of [`${batch}-9`, score]) {
    const values = await fetch(`${api.url}/v1/decisions/${gone}/values`);
    expect([values.status, ((await values.json()) as { code: string }).code]).toEqual([410, 'values-gone']);
  }
  expect((await (await fetch(`${api.url}/v1/decisions/${batch}-10/values`)).json()) as unknown).toMatchObject(
    {
      values: { KEY: 'id-10' },
    },
  );
  expect(await trailEntries(api, '&subject=id-10&action=applicant.open')).toMatchObject([
    { objectId: `${batch}-10` },
  ]);
  expect((await fetch(`${api.url}/v1/scores/${score}`)).status).toBe(404);
  const page = await (await fetch(`${api.url}/v1/batches/${batch}/scores?limit=100`)).text();
  expect(page).not.toContain('erase-me');
  expect((await readBatch(api.redis, batch))?.rowsScored).toBe(30);
  const client = new Client({ connectionString: api.databaseUrl });
  await client.connect();
  const kept = await client.query(`select * from erasures`);
  await client.end();
  expect(JSON.stringify(kept.rows)).not.toContain('erase-me');
  expect(api.process.output).not.toContain('erase-me');
});

test('a hold on an applicant, or on a batch that decided about them, refuses the erasure until it is released', async () => {
  const { batch } = await recorded('hold-me');
  for (const what of [{ applicantId: 'hold-me' }, { batchId: batch }]) {
    const placed = await send('holds', { ...what, reason: 'A complaint' });
    expect(placed.status).toBe(201);
    const { id } = Hold.parse(placed.body);
    expect(await send('applicants/erasures', { applicantId: 'hold-me' })).toMatchObject({
      status: 409,
      body: { code: 'on-hold' },
    });
    const listed = HoldList.parse(await (await fetch(`${api.url}/v1/holds`)).json());
    expect(listed.holds.map((hold) => hold.id)).toEqual([id]);
    for (const [applicantId, found] of [
      ['hold-me', [id]],
      ['somebody-else', []],
    ] as const) {
      const { holds } = HoldList.parse((await send('holds/search', { applicantId })).body);
      expect([applicantId, holds.map((hold) => hold.id)]).toEqual([applicantId, found]);
    }
    expect(Hold.parse((await send(`holds/${id}`, undefined, 'DELETE')).body).releasedBy).toMatch(/./);
    const released = await trailEntries(api, '&subject=hold-me&action=hold.release');
    expect(released.some(({ objectId }) => objectId === id)).toBe('applicantId' in what);
  }
  expect((await send('applicants/erasures', { applicantId: 'hold-me' })).status).toBe(202);
});

test('a hold that is placed while an erasure waits refuses it, and nothing is erased', async () => {
  await recorded('late-hold');
  const client = new Client({ connectionString: api.databaseUrl });
  await client.connect();
  await client.query('begin');
  // The erasure that is asked for now waits for this lock, as for anyone who places a hold.
  await client.query('select pg_advisory_xact_lock($1)', [advisoryLocks.rights]);
  const { id } = Erasure.parse((await send('applicants/erasures', { applicantId: 'late-hold' })).body);
  await client.query(
    `insert into holds values (gen_random_uuid(), 'late-hold', null, 'Court', 'somebody', now(), null, null)`,
  );
  await client.query('commit');
  await client.end();
  const ended = await waitUntil(
    async () => {
      const erasure = Erasure.parse(await (await fetch(`${api.url}/v1/applicants/erasures/${id}`)).json());
      return erasure.state === 'waiting' ? undefined : erasure;
    },
    { what: 'the erasure to end' },
  );
  expect(ended).toMatchObject({ state: 'refused', failure: 'on-hold', report: null });
  expect(await trailEntries(api, '&subject=late-hold&action=applicant.erased')).toMatchObject([
    { objectId: id, outcome: 'refused', problem: 'on-hold', actor: { kind: 'system' }, changes: [] },
  ]);
  expect(await find('applicantId=late-hold')).toHaveLength(3);
});

test('the term and its source are told', async () => {
  const answer = RetentionState.parse(await (await fetch(`${api.url}/v1/retention`)).json());
  expect(answer).toMatchObject({ profile: 'br', months: 60, rounds: [] });
});

test.each([
  ['holds', { reason: 'x' }],
  ['holds', { reason: 'x', applicantId: 'a', batchId: '11111111-1111-4111-8111-111111111111' }],
  ['applicants/erasures', {}],
  ['applicants/exports', { applicantId: '' }],
])('%s with the body %j is refused', async (path, body) => {
  expect(await send(path, body)).toMatchObject({ status: 400, body: { code: 'bad-request' } });
});
