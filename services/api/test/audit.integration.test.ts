import { readFile } from 'node:fs/promises';
import { ApiKeyWithSecret, AuditPage, Batch, BatchRow, Problem } from '@bora/contracts';
import { waitUntil } from '@bora/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inventedHeader, inventedLine } from './support/invented-schema.ts';
import type { RunningApi } from './support/running-api.ts';
import { startScoringApi } from './support/scoring-api.ts';
import { search } from './support/search.ts';
import { signedInAs } from './support/signed-in.ts';
import { trailEntries } from './support/trail.ts';

let api: RunningApi;
let batch: Batch;
beforeAll(async () => {
  api = await startScoringApi();
  batch = await upload(`${inventedHeader}\n${inventedLine(1)}\n${inventedLine(2)}\n`);
  const state = async () => Batch.parse(await answer(`/v1/batches/${batch.id}`)).state;
  await waitUntil(async () => (await state()) === 'completed', { what: 'the batch to be scored' });
});
afterAll(() => api?.close());

async function answer(path: string): Promise<unknown> {
  return (await fetch(`${api.url}${path}`)).json();
}

async function upload(body: string): Promise<Batch> {
  const headers = { 'content-type': 'text/csv', 'user-agent': `test ${'x'.repeat(500)}` };
  const response = await fetch(`${api.url}/v1/batches`, { method: 'POST', headers, body });
  return Batch.parse(await response.json());
}

async function putPolicy(name: string, approveBelow: number): Promise<Response> {
  return fetch(`${api.url}/v1/policies/${name}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ approveBelow, declineFrom: 0.5, rules: [], live: true }),
  });
}

test('an upload is recorded before and after it, with who, from where and which batch', async () => {
  const [begun, done] = await trailEntries(api, '&action=batch.upload');
  expect(begun).toMatchObject({
    outcome: 'begun',
    objectType: 'batch',
    objectId: null,
    address: '127.0.0.1',
  });
  expect(done).toMatchObject({ outcome: 'done', objectId: batch.id, requestId: begun!.requestId });
  expect(done!.userAgent).toHaveLength(120);
});

test('an applicant that was opened is recorded by the HMAC of the id, and found by the id', async () => {
  const { score } = BatchRow.parse(await answer(`/v1/batches/${batch.id}/rows/1`));
  const [entry] = await trailEntries(api, `&subject=${score!.applicantId}`);
  expect(entry).toMatchObject({ action: 'applicant.open', objectId: `${batch.id}/1`, outcome: 'done' });
  const text = JSON.stringify(await trailEntries(api));
  expect(text).not.toContain(`"${score!.applicantId}"`);
  expect(await trailEntries(api, '&subject=somebody-else')).toEqual([]);
});

test('a download is recorded, a page that is looked at again and again is one look', async () => {
  await (await fetch(`${api.url}/v1/batches/${batch.id}/scores.csv`)).text();
  await (await fetch(`${api.url}/v1/batches/${batch.id}/scores.csv`)).text();
  for (let look = 0; look < 5; look += 1)
    await (await fetch(`${api.url}/v1/batches/${batch.id}/scores`)).text();
  expect(await trailEntries(api, '&action=batch.download-scores')).toHaveLength(2);
  expect(await trailEntries(api, '&action=batch.view-scores')).toHaveLength(1);
});

test('a change of a policy is recorded with what it was and what it became', async () => {
  await putPolicy('changed', 0.2);
  await putPolicy('changed', 0.18);
  const [entry] = (await trailEntries(api, '&action=policy.create&outcome=done')).slice(-1);
  expect(entry).toMatchObject({ objectId: 'changed/2' });
  expect(entry!.changes).toEqual([
    { setting: 'version', from: null, to: '2' },
    { setting: 'approveBelow', from: '0.2', to: '0.18' },
    { setting: 'live', from: '1', to: '2' },
  ]);
});

test('what was refused is recorded with why', async () => {
  const response = await fetch(`${api.url}/v1/batches/${batch.id}`, { method: 'DELETE' });
  expect(response.status).toBe(409);
  const entries = await trailEntries(api, '&action=batch.cancel');
  expect(entries.map(({ outcome, problem }) => [outcome, problem])).toEqual([
    ['begun', null],
    ['refused', 'batch-ended'],
  ]);
});

test('a name that somebody writes into an address does not come into the trail', async () => {
  await fetch(`${api.url}/v1/batches/Ana%20Souza%00/rows/1`);
  const [entry] = (await trailEntries(api, '&action=applicant.open')).slice(-1);
  expect(entry).toMatchObject({ outcome: 'refused', objectId: null, problem: 'batch-not-found' });
});

test('a page goes on where the one before ended', async () => {
  const all = (await trailEntries(api)).toReversed().map(({ sequence }) => sequence);
  const read: number[] = [];
  for (let before: number | null = all[0]! + 1; before !== null; ) {
    const found: Response = await search(`${api.url}/v1/audit/search`, { limit: 3, before });
    const page = AuditPage.parse(await found.json());
    read.push(...page.entries.map(({ sequence }) => sequence));
    before = page.nextBefore;
  }
  expect(read).toEqual(all);
});

test('signing in is recorded, also in vain, without the name or the password', async () => {
  const body = JSON.stringify({ name: 'Somebody.Else', password: 'not the right one' });
  const headers = { 'content-type': 'application/json', 'x-anonymous': 'yes' };
  await fetch(`${api.url}/v1/session`, { method: 'POST', headers, body });
  const entries = await trailEntries(api, '&action=session.begin&subject=somebody.else');
  expect(entries.map(({ outcome, problem, actor }) => [outcome, problem, actor.kind])).toEqual([
    ['refused', 'sign-in-failed', 'unknown'],
  ]);
  expect(JSON.stringify(entries)).not.toMatch(/somebody|right one/i);
  const password = (await readFile(api.passwordFile, 'utf8')).trim();
  const signedIn = await fetch(`${api.url}/v1/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ name: 'administrator', password }),
  });
  expect(signedIn.status).toBe(200);
  const [entry] = (await trailEntries(api, '&action=session.begin')).slice(-1);
  expect(entry).toMatchObject({ outcome: 'done', actor: { name: 'administrator', kind: 'person' } });
});

test('signing out and a change of the own password are recorded before they happen', async () => {
  const { headers } = await signedInAs(api, 'officer');
  const { cookie, origin } = headers;
  await fetch(`${api.url}/v1/session`, { method: 'DELETE', headers: { cookie: cookie!, origin: origin! } });
  for (const action of ['person.change-password', 'session.end']) {
    const outcomes = (await trailEntries(api, `&action=${action}`)).slice(-2).map(({ outcome }) => outcome);
    expect(outcomes, action).toEqual(['begun', 'done']);
  }
});

test('what would change a decision is found in the trail by the applicant', async () => {
  const { score } = BatchRow.parse(await answer(`/v1/batches/${batch.id}/rows/2`));
  await fetch(`${api.url}/v1/batches/${batch.id}/rows/2/what-if`, { headers: { prefer: 'wait=0' } });
  const entries = await trailEntries(api, `&subject=${score!.applicantId}&action=applicant.what-if`);
  expect(entries).toMatchObject([{ objectId: `${batch.id}/2` }]);
});

test('what somebody was not allowed to do is recorded; a stranger leaves no entry', async () => {
  const made = await fetch(`${api.url}/v1/keys`, {
    method: 'POST',
    headers: (await signedInAs(api, 'administrator')).headers,
    body: JSON.stringify({ name: 'reader', permissions: ['batch:read'], expiresInDays: 1 }),
  });
  const { key } = ApiKeyWithSecret.parse(await made.json());
  const asked = (authorization: string) =>
    fetch(`${api.url}/v1/audit/export`, { headers: { authorization } }).then(({ status }) => status);
  expect(await asked(`Bearer ${key}`)).toBe(403);
  expect(await asked('Bearer nothing')).toBe(401);
  const refused = await trailEntries(api, '&action=audit.export&outcome=refused');
  expect(refused.map(({ problem, actor }) => [problem, actor.kind])).toEqual([['not-allowed', 'key']]);
  const [madeEntry] = await trailEntries(api, '&action=key.make&outcome=done');
  expect(madeEntry!.changes).toEqual([{ setting: 'permissions', from: null, to: '["batch:read"]' }]);
});

test('what is refused before anybody is asked who calls is answered as it is, and leaves no entry', async () => {
  const before = (await trailEntries(api, '&action=batch.upload')).length;
  const headers = { 'content-type': 'text/csv', origin: 'https://stranger.example' };
  const response = await fetch(`${api.url}/v1/batches`, { method: 'POST', headers, body: 'x' });
  expect(Problem.parse(await response.json()).code).toBe('origin-not-allowed');
  expect(await trailEntries(api, '&action=batch.upload')).toHaveLength(before);
});

test('a filter that is not one is refused by name', async () => {
  const response = await search(`${api.url}/v1/audit/search`, { from: 'yesterday' });
  expect(response.status).toBe(400);
  expect(Problem.parse(await response.json()).fields).toEqual(['from']);
});
