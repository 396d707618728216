import { BatchList, PersonWithPassword, RecordedDecisionList, rolePermissions } from '@bora/contracts';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Database, openDatabase } from '../src/database/database.ts';
import { createLogger } from '../src/logging/logger.ts';
import { generateKey, keyPrefix, secretHash } from '../src/people/api-key-text.ts';
import { recordBatch } from '../src/records/record-batch.ts';
import { recordWork } from './support/record-work.ts';
import { type RunningApi, startApi } from './support/running-api.ts';
import { scoredBatch } from './support/scored-batch.ts';
import { bodyOf } from './support/search.ts';

let api: RunningApi;
let database: Client;
/** What the api writes the record with. */
let records: Database;
const [own, others] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
const keys = new Map<string, string>();

beforeAll(async () => {
  api = await startApi();
  database = new Client({ connectionString: api.databaseUrl });
  await database.connect();
  records = openDatabase(api.databaseUrl, createLogger('silent'));
  const officer = await person('officer');
  for (const role of ['analyst', 'auditor'] as const) await person(role);
  const text = `insert into decisions select $1, i, now(), 'the-applicant', 0.1, 600, 'approve', '[]', null, 0, $2, 's', 'm', 'v1',
    'p', 1, null, null from generate_series(1, 3) as i`;
  await database.query(text, [own, officer]);
  await database.query(text, [others, 'somebody-else']);
});
afterAll(async () => {
  await records?.close();
  await database?.end();
  await api?.close();
});

/** A person of a role with a key that may do what the role may. Returns the person's id. */
async function person(role: 'officer' | 'analyst' | 'auditor', name: string = role): Promise<string> {
  const response = await fetch(`${api.url}/v1/people`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, role }),
  });
  const { id } = PersonWithPassword.parse(await response.json()).person;
  const key = generateKey();
  const allowed = rolePermissions[role].filter((one) => !['key:own', 'account:own'].includes(one));
  await database.query(
    `insert into api_keys (id, person_id, name, prefix, key_hash, permissions, expires_at)
      values (gen_random_uuid(), $1, 'k', $2, $3, $4, now() + interval '1 day')`,
    [id, keyPrefix(key), secretHash(key), allowed],
  );
  keys.set(name, key);
  return id;
}

function ask(role: string, path: string, init: RequestInit = {}): Promise<Response> {
  const authorization = `Bearer ${keys.get(role)}`;
  return fetch(`${api.url}/v1/${path}`, {
    ...init,
    headers: { authorization, ...(init.body ? { 'content-type': 'application/json' } : {}) },
  });
}

async function found(role: string, query: string): Promise<string[]> {
  const body = JSON.stringify(bodyOf(query));
  const response = await ask(role, 'decisions/search', { method: 'POST', body });
  expect(response.status).toBe(200);
  const { decisions } = RecordedDecisionList.parse(await response.json());
  return [...new Set(decisions.map(({ batchId }) => batchId!))].sort();
}

test('an officer finds and opens the decisions that they asked for, and no others', async () => {
  expect(await found('officer', 'applicantId=the-applicant')).toEqual([own]);
  expect(await found('officer', `batch=${others}`)).toEqual([]);
  expect(await found('officer', 'officer=somebody-else')).toEqual([]);
  expect((await ask('officer', `decisions/${own}-1`)).status).toBe(200);
  expect((await ask('officer', `decisions/${others}-1`)).status).toBe(404);
  const values = await ask('officer', `decisions/${others}-1/values`);
  expect([values.status, (await values.json()) as unknown]).toMatchObject([
    404,
    { code: 'decision-not-found' },
  ]);
});

test.each(['analyst', 'auditor'])("an %s finds everybody's", async (role) => {
  expect(await found(role, 'applicantId=the-applicant')).toEqual([own, others]);
  expect((await ask(role, `decisions/${others}-1`)).status).toBe(200);
});

describe('a batch that was shared', () => {
  let batch: string;
  const [colleague, stranger] = ['colleague', 'other-colleague'];

  beforeAll(async () => {
    const owner = await person('officer', colleague);
    await person('officer', stranger);
    batch = await scoredBatch(api.redis, 3, { owner, nameOf: (row) => `shared-${row}` });
    await recordBatch({ ...recordWork(api.redis, records.query) }, batch);
  });

  const share = (who: string, shared: boolean) =>
    ask(who, `batches/${batch}/shared`, { method: 'PUT', body: JSON.stringify({ shared }) });
  const listed = async (who: string) => {
    const response = await ask(who, 'batches');
    return BatchList.parse(await response.json()).batches.map(({ id }) => id);
  };
  /** Where a person meets the batch: the list of batches, searches of the record, one decision with its values. */
  const seenBy = async (who: string) => ({
    list: (await listed(who)).includes(batch),
    search: (await found(who, `batch=${batch}`)).includes(batch),
    byApplicant: (await found(who, 'applicantId=shared-2')).includes(batch),
    open: (await ask(who, `decisions/${batch}-2`)).status === 200,
    // There is no stored upload in this test: gone is the answer to whoever may ask.
    values: (await ask(who, `decisions/${batch}-2/values`)).status === 410,
  });
  const everywhere = { list: true, search: true, byApplicant: true, open: true, values: true };
  const nowhere = { list: false, search: false, byApplicant: false, open: false, values: false };

  test('is in the list and in the record search of every officer, until that is taken back', async () => {
    expect(await seenBy(stranger)).toEqual(nowhere);
    expect((await share(stranger, true)).status).toBe(404);
    expect((await share(colleague, true)).status).toBe(200);
    expect(await seenBy(stranger)).toEqual(everywhere);
    expect(await seenBy(colleague)).toEqual(everywhere);
    expect(await found(stranger, '')).toEqual([batch]);
    expect((await share(stranger, false)).status).toBe(403);
    expect((await share(colleague, false)).status).toBe(200);
    expect(await seenBy(stranger)).toEqual(nowhere);
    expect(await seenBy(colleague)).toEqual(everywhere);
  });

  test('is found by who asked for it, and opens nothing else of that person', async () => {
    const { rows } = await database.query('select officer from batches where id = $1', [batch]);
    const { officer } = z.object({ officer: z.string() }).parse(rows[0]);
    await database.query(
      `insert into decisions select gen_random_uuid(), 0, now(), 'private', 0.1, 600, 'approve', '[]', null, 0, $1, 's', 'm',
        'v1', 'p', 1, null, null`,
      [officer],
    );
    await share(colleague, true);
    expect(await found(stranger, `officer=${officer}`)).toEqual([batch]);
    expect(await found(stranger, 'applicantId=private')).toEqual([]);
    await share(colleague, false);
    expect(await found(stranger, `officer=${officer}`)).toEqual([]);
  });

  test('is read by others and no more: notices of its decisions stay with who asked for it', async () => {
    await share(colleague, true);
    const notice = async (who: string) => {
      const body = JSON.stringify({});
      const answer = await ask(who, `decisions/${batch}-2/notice`, { method: 'POST', body });
      return z.object({ code: z.string().optional() }).parse(await answer.json()).code;
    };
    expect(await notice(stranger)).toBe('decision-not-found');
    expect(await notice(colleague)).not.toBe('decision-not-found');
    await share(colleague, false);
  });

  test('is not in the search of a key that may not read batches', async () => {
    await share(colleague, true);
    const key = generateKey();
    await database.query(
      `insert into api_keys (id, person_id, name, prefix, key_hash, permissions, expires_at)
        select gen_random_uuid(), id, 'k', $1, $2, '{decision:read}', now() + interval '1 day' from people where name = $3`,
      [keyPrefix(key), secretHash(key), stranger],
    );
    keys.set('narrow', key);
    expect(await found('narrow', `batch=${batch}`)).toEqual([]);
    await share(colleague, false);
  });

  test('is shared, and taken back, in the record also when Redis has forgotten it', async () => {
    await share(colleague, true);
    await api.redis.del(...(await api.redis.keys(`bora:{${batch}}:*`)));
    expect(await seenBy(stranger)).toEqual({ ...everywhere, list: false });
    expect((await share(stranger, false)).status).toBe(403);
    expect((await share(colleague, false)).status).toBe(200);
    expect(await seenBy(stranger)).toEqual(nowhere);
    expect((await share(colleague, true)).status).toBe(200);
    expect(await seenBy(stranger)).toEqual({ ...everywhere, list: false });
  });
});

test.each([
  ['officer', 'applicants/exports'],
  ['officer', 'applicants/erasures'],
  ['officer', 'holds'],
  ['analyst', 'applicants/exports'],
  ['analyst', 'applicants/erasures'],
  ['auditor', 'applicants/erasures'],
  ['auditor', 'holds'],
])('the role %s may not post to %s', async (role, path) => {
  const body = JSON.stringify({ applicantId: 'the-applicant', ...(path === 'holds' ? { reason: 'r' } : {}) });
  const answer = await ask(role, path, { method: 'POST', body });
  expect([answer.status, (await answer.json()) as unknown]).toMatchObject([403, { code: 'not-allowed' }]);
});

test('nobody is told anything without a key', async () => {
  for (const path of [`decisions/${own}-1`, 'holds', 'retention', 'outcomes/summary']) {
    const answer = await fetch(`${api.url}/v1/${path}`, { headers: { 'x-anonymous': 'yes' } });
    expect([path, answer.status]).toEqual([path, 401]);
  }
});
