import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type AuditHead,
  AuditVerification,
  ChampionPointer,
  DecisionValues,
  Erasure,
  Problem,
  Readiness,
  RecordedDecisionList,
  SavedCustomers,
  Score,
} from '@bora/contracts';
import { waitUntil } from '@bora/testing';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { acceptedBatch, completed, readBatch } from './src/client.ts';
import { applicants } from './src/delivered-rows.ts';
import { type Platform, startPlatform } from './src/platform.ts';
import { newKeys, runBora } from './src/signed-models.ts';

const signing = newKeys();
const [lostKey, newKey] = ['7'.repeat(64), '8'.repeat(64)];
const customer = (name: string) => ({ customer_id: name, recency: 1, frequency: 2, monetary: 3 });
let platform: Platform;
let champion: string;
let keptHead: AuditHead;
let verified: AuditVerification;
/** Recorded before the key was lost: a single application, and rows of a file. */
let single: string;
let rows: RecordedDecisionList['decisions'];
/** A batch that no worker had taken when the key was lost. */
let open: string;

beforeAll(async () => {
  const env = { PAYLOAD_KEY: lostKey, MODEL_PUBLIC_KEYS: signing.publicKey };
  platform = await startPlatform({ workers: 0, env });
  const pointer = await readFile(join(platform.folder, 'models/pakdd2010/champion.json'), 'utf8');
  champion = `pakdd2010/${ChampionPointer.parse(JSON.parse(pointer)).version}`;
  expect(await bora(lostKey, 'seed')).toMatchObject({ code: 0 });
  expect(await bora(lostKey, 'promote', champion)).toMatchObject({ code: 0 });
  await platform.startWorker();
  await isServing();
  single = await recordedScore();
  const { id } = await acceptedBatch(platform.url, await applicants(2));
  await completed(platform.url, id);
  rows = (await waitUntil(() => recordedRows(id), { what: 'the batch to be in the record' }))!;
  expect(await post('api/dbPost', [customer('before')])).toMatchObject({ status: 200 });

  keptHead = (await verification()).head;
  await platform.workers[0]!.kill('SIGTERM');
  open = (await acceptedBatch(platform.url, await applicants(3))).id;
  await platform.api.kill('SIGTERM');
  const redis = new Redis(platform.redis.url);
  await redis.del('bora:payload-key');
  redis.disconnect();
  await platform.startApi({ PAYLOAD_KEY: newKey, PAYLOAD_KEY_LOST: 'true' });
  await platform.startWorker({ PAYLOAD_KEY: newKey });
}, 180_000);
afterAll(() => platform?.stop());

function bora(payloadKey: string, ...args: string[]) {
  const at = (name: string) => `file:${join(platform.folder, name)}`;
  const env = {
    MODEL_STORE: at('models'),
    POLICY_STORE: at('policies'),
    SEGMENT_STORE: at('segments'),
    MODEL_PUBLIC_KEYS: signing.publicKey,
    MODEL_SIGNING_KEY: signing.privateKey,
    REDIS_URL: platform.redis.url,
    PAYLOAD_KEY: payloadKey,
  };
  return runBora(env, 'models', ...args);
}

async function championCheck(): Promise<Readiness['checks']['champion']> {
  const { checks } = Readiness.parse(await (await fetch(`${platform.url}/health/ready`)).json());
  return checks.workers.status === 'ok' ? checks.champion : checks.workers;
}
const isServing = () =>
  waitUntil(async () => (await championCheck()).status === 'ok', { what: 'the champion to serve' });

async function post(path: string, body: unknown): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${platform.url}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', prefer: 'wait=20' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

async function recordedScore(): Promise<string> {
  const { id } = Score.parse((await post('v1/scores', {})).body);
  const inRecord = async () => (await fetch(`${platform.url}/v1/decisions/${id}`)).status === 200;
  await waitUntil(inRecord, { what: 'the score to be in the record' });
  return id;
}

async function recordedRows(batch: string) {
  const { decisions } = RecordedDecisionList.parse((await post('v1/decisions/search', { batch })).body);
  return decisions.length === 2 ? decisions : undefined;
}

/** What the api logged as an error, besides the champion that is not promoted again yet. */
const failures = () =>
  platform.api.output
    .split('\n')
    .filter((line) => /"level":[56]0/.test(line) && !line.includes('champion-unsealed'));

const valuesOf = (id: string) => fetch(`${platform.url}/v1/decisions/${id}/values`);
async function verification(head = ''): Promise<AuditVerification> {
  const response = await fetch(`${platform.url}/v1/audit/verification?limit=2000${head}`);
  return AuditVerification.parse(await response.json());
}

test('after the payload key was lost the pointer of the champion is refused until it is promoted again, and what Redis remembers serves', async () => {
  await platform.workers.at(-1)!.waitForOutput(/champion-unsealed/);
  expect(await bora(newKey, 'seed')).toMatchObject({ code: 0 });
  expect((await championCheck()).message).toMatch(
    /was not written by this installation: promote a version again/,
  );
  expect((await post('v1/scores', {})).status).toBe(200);
  expect(await bora(newKey, 'promote', champion)).toMatchObject({ code: 0 });
  await isServing();
});

test('the trail says once and for good that its head is of another key, and a head that was kept before still fits', async () => {
  const { sequence, hash } = keptHead;
  verified = await verification(`&anchor=${sequence}&anchorHash=${hash}`);
  expect(verified.findings.map(({ kind }) => kind)).toEqual(['head-forged']);
});

test.each(['the start that says that it is lost', 'the next one'])(
  'after the payload key was lost an application is scored and recorded, and a customer is kept: %s',
  async (start) => {
    if (start === 'the next one') {
      await platform.api.kill('SIGTERM');
      await platform.startApi({ PAYLOAD_KEY: newKey });
      await isServing();
    }
    const values = await valuesOf(await recordedScore());
    expect(DecisionValues.parse(await values.json()).values).toEqual({});
    expect(await post('api/dbPost', [customer(start)])).toMatchObject({ status: 200 });
    const kept = await (await fetch(`${platform.url}/api/dbGet`)).json();
    expect(SavedCustomers.parse(kept).customers.at(-1)?.customer_id).toBe(start);
    expect((await verification()).findings).toEqual(verified.findings);
    expect(failures()).toEqual([]);
  },
);

test('a batch that waited under the lost key goes on waiting until it is cancelled', async () => {
  await platform.workers[1]!.waitForOutput(/"outcome":"waits"/);
  expect((await readBatch(platform.url, open)).state).toBe('scoring');
  await fetch(`${platform.url}/v1/batches/${open}`, { method: 'DELETE' });
  const isCancelled = async () => (await readBatch(platform.url, open)).state === 'cancelled';
  await waitUntil(isCancelled, { what: 'the batch to be cancelled' });
});

test('what the lost key sealed is gone: kept values and customers at once, a file’s once its upload is removed', async () => {
  const answer = await valuesOf(single);
  expect([answer.status, Problem.parse(await answer.json()).code]).toEqual([410, 'values-gone']);
  const { customers } = SavedCustomers.parse(await (await fetch(`${platform.url}/api/dbGet`)).json());
  expect(customers.map(({ customer_id }) => customer_id)).not.toContain('before');

  const unreadable = await valuesOf(rows[0]!.id);
  expect([unreadable.status, Problem.parse(await unreadable.json()).code]).toEqual([503, 'store-damaged']);
  const { body } = await post('v1/applicants/erasures', { applicantId: rows[0]!.applicantId });
  await platform.api.waitForOutput(/an erasure failed/);
  await rm(join(platform.folder, 'uploads'), { recursive: true });
  expect((await valuesOf(rows[0]!.id)).status).toBe(410);
  const { id } = Erasure.parse(body);
  await waitUntil(
    async () => {
      const erasure = await (await fetch(`${platform.url}/v1/applicants/erasures/${id}`)).json();
      return Erasure.parse(erasure).state === 'done';
    },
    { what: 'the erasure' },
  );
});
