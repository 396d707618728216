import { PersonWithPassword, RecordedDecisionList, rolePermissions } from '@bora/contracts';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generateKey, keyPrefix, secretHash } from '../src/people/api-key-text.ts';
import { type RunningApi, startApi } from './support/running-api.ts';

let api: RunningApi;
let database: Client;
const [own, others] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
const keys = new Map<string, string>();

beforeAll(async () => {
  api = await startApi();
  database = new Client({ connectionString: api.databaseUrl });
  await database.connect();
  const officer = await person('officer');
  for (const role of ['analyst', 'auditor'] as const) await person(role);
  const text = `insert into decisions select $1, i, now(), 'the-applicant', 0.1, 600, 'approve', '[]', null, 0, $2, 's', 'm', 'v1',
    'p', 1, null, null from generate_series(1, 3) as i`;
  await database.query(text, [own, officer]);
  await database.query(text, [others, 'somebody-else']);
});
afterAll(async () => {
  await database?.end();
  await api?.close();
});

/** A person of a role with a key that may do what the role may. Returns the person's id. */
async function person(role: 'officer' | 'analyst' | 'auditor'): Promise<string> {
  const response = await fetch(`${api.url}/v1/people`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: role, role }),
  });
  const { id } = PersonWithPassword.parse(await response.json()).person;
  const key = generateKey();
  const allowed = rolePermissions[role].filter((one) => !['key:own', 'account:own'].includes(one));
  await database.query(
    `insert into api_keys (id, person_id, name, prefix, key_hash, permissions, expires_at)
      values (gen_random_uuid(), $1, 'k', $2, $3, $4, now() + interval '1 day')`,
    [id, keyPrefix(key), secretHash(key), allowed],
  );
  keys.set(role, key);
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
  const response = await ask(role, `decisions?${query}`);
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
  for (const path of ['decisions', `decisions/${own}-1`, 'holds', 'retention', 'outcomes/summary']) {
    const answer = await fetch(`${api.url}/v1/${path}`, { headers: { 'x-anonymous': 'yes' } });
    expect([path, answer.status]).toEqual([path, 401]);
  }
});
