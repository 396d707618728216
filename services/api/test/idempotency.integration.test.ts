import { createHash } from 'node:crypto';
import { cancelBatch, commitSingleScore, removeSingleScore } from '@bora/batch-store';
import { Account, Batch, BatchList, PendingScore, Problem, redisKeys, Score } from '@bora/contracts';
import { waitUntil } from '@bora/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inventedCsv } from './support/invented-schema.ts';
import { RawRequest } from './support/raw-request.ts';
import { type RunningApi, startApi } from './support/running-api.ts';
import { fixedRecord } from './support/simulated-worker.ts';
import type { UploadBody } from './support/upload-body.ts';

let api: RunningApi;
/** Id of the person whose key this test sends. */
let owner: string;

beforeAll(async () => {
  api = await startApi({ CHUNK_ROWS: '100' });
  owner = Account.parse(await (await fetch(`${api.url}/v1/session`)).json()).id;
});
afterAll(() => api.close());

function upload(key: string, body: UploadBody, query = ''): Promise<Response> {
  return fetch(`${api.url}/v1/batches${query}`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv', 'idempotency-key': key },
    body,
  });
}

async function batchCount(): Promise<number> {
  const response = await fetch(`${api.url}/v1/batches?limit=100`);
  return BatchList.parse(await response.json()).batches.length;
}

async function code(response: Response): Promise<string> {
  return Problem.parse(await response.json()).code;
}

describe('a file that is posted again with its Idempotency-Key', () => {
  it('makes one batch when it is posted twenty times at once, and everybody gets that batch', async () => {
    const before = await batchCount();
    const post = async () => {
      for (;;) {
        const response = await upload('twenty', inventedCsv(2_000));
        if (response.status === 202) return Batch.parse(await response.json()).id;
        expect(response.status).toBe(409);
        expect(response.headers.get('retry-after')).toBe('1');
        expect(await code(response)).toBe('idempotency-in-flight');
      }
    };
    const ids = await Promise.all(Array.from({ length: 20 }, post));
    expect(new Set(ids).size).toBe(1);
    expect(await batchCount()).toBe(before + 1);
  });

  it('gets the first answer, also after the batch has changed', async () => {
    const first = await upload('again', inventedCsv(5));
    const text = await first.text();
    await cancelBatch(api.redis, Batch.parse(JSON.parse(text)).id);
    const second = await upload('again', inventedCsv(5));
    expect(second.status).toBe(202);
    expect(await second.text()).toBe(text);
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect(first.headers.get('idempotent-replayed')).toBeNull();
  });

  it('is the same file in a form', async () => {
    await upload('form', inventedCsv(5));
    const form = new FormData();
    form.append('file', new Blob([inventedCsv(5)]), 'a.csv');
    const second = await fetch(`${api.url}/v1/batches`, {
      method: 'POST',
      headers: { 'idempotency-key': 'form' },
      body: form,
    });
    expect(second.headers.get('idempotent-replayed')).toBe('true');
  });

  it('is refused with another file, and with other versions', async () => {
    await upload('other', inventedCsv(5));
    const otherFile = await upload('other', inventedCsv(6));
    expect([otherFile.status, await code(otherFile)]).toEqual([422, 'idempotency-mismatch']);
    const otherQuery = await upload('other', inventedCsv(5), '?policy=default/1');
    expect([otherQuery.status, await code(otherQuery)]).toEqual([422, 'idempotency-mismatch']);
  });

  it('may be corrected after a refusal', async () => {
    expect((await upload('corrected', 'a,b\n1,2\n')).status).toBe(422);
    expect((await upload('corrected', inventedCsv(5))).status).toBe(202);
  });

  it('may be sent anew after a broken connection', async () => {
    const head = { 'content-type': 'text/csv', 'content-length': '90000', 'idempotency-key': 'broken' };
    const request = await RawRequest.post(`${api.url}/v1/batches`, head);
    await request.write(inventedCsv(300));
    await waitUntil(() => api.redis.exists(keyOf('broken')), { what: 'the key to be taken' });
    request.breakOff();
    await waitUntil(async () => (await api.redis.exists(keyOf('broken'))) === 0, {
      what: 'the key to be free',
    });
    const again = await upload('broken', inventedCsv(5));
    expect(again.headers.get('idempotent-replayed')).toBeNull();
    expect(again.status).toBe(202);
  });
});

describe('a key whose api died', () => {
  it('gives the batch that had been published, and no second one', async () => {
    const first = Batch.parse(await (await upload('published', inventedCsv(5))).json());
    await forgetAnswer('published');
    const count = await batchCount();
    const again = await upload('published', inventedCsv(5));
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(Batch.parse(await again.json()).id).toBe(first.id);
    expect(await batchCount()).toBe(count);
  });

  it('is free when its upload had not ended, whose batch fails', async () => {
    const head = { 'content-type': 'text/csv', 'content-length': '90000', 'idempotency-key': 'unpublished' };
    const request = await RawRequest.post(`${api.url}/v1/batches`, head);
    await request.write(inventedCsv(300));
    await waitUntil(() => api.redis.exists(keyOf('unpublished')), { what: 'the key to be taken' });
    const id = await api.redis.hget(keyOf('unpublished'), 'resource');
    await forgetAnswer('unpublished');
    const again = await upload('unpublished', inventedCsv(5));
    expect(again.status).toBe(202);
    const dead = Batch.parse(await (await fetch(`${api.url}/v1/batches/${id}`)).json());
    expect(dead.failure?.code).toBe('upload-incomplete');
    request.breakOff();
  });

  it('is waited for as long as it may be alive', async () => {
    const head = { 'content-type': 'text/csv', 'content-length': '90000', 'idempotency-key': 'alive' };
    const request = await RawRequest.post(`${api.url}/v1/batches`, head);
    await request.write(inventedCsv(300));
    await waitUntil(() => api.redis.exists(keyOf('alive')), { what: 'the key to be taken' });
    expect((await upload('alive', inventedCsv(5))).status).toBe(409);
    request.breakOff();
  });
});

describe('a single application that is posted again with its Idempotency-Key', () => {
  const post = (body: object) =>
    fetch(`${api.url}/v1/scores`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'single' },
      body: JSON.stringify(body),
    });

  it('is one score, whatever the order of its fields', async () => {
    const first = await post({ KEY: 'a', HEIGHT: 1 });
    const again = await post({ HEIGHT: 1, KEY: 'a' });
    expect(again.status).toBe(202);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(await again.text()).toBe(await first.text());
    expect(await code(await post({ KEY: 'b', HEIGHT: 1 }))).toBe('idempotency-mismatch');
  });

  it('leaves no copy of its score: once that is scored it is told as it is, once erased not at all', async () => {
    const first = PendingScore.parse(await (await post({ KEY: 'a', HEIGHT: 1 })).json());
    await commitSingleScore(api.redis, { id: first.id }, 'a', fixedRecord(1));
    const again = await post({ KEY: 'a', HEIGHT: 1 });
    expect(again.status).toBe(200);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(Score.parse(await again.json())).toMatchObject({ id: first.id, applicantId: 'a' });
    await removeSingleScore(api.redis, first.id);
    expect(await code(await post({ KEY: 'a', HEIGHT: 1 }))).toBe('score-not-found');
    const hash = createHash('sha256').update('single').digest('hex');
    const sealed = await api.redis.hgetBuffer(keyOf('single'), 'answer');
    const kept = api.cipher.open(sealed!, `idempotency:${owner}:${hash}`).toString();
    expect(JSON.parse(kept)).toMatchObject({ location: `/v1/scores/${first.id}`, body: '' });
  });
});

it('no key stands in Redis as it was given', async () => {
  await upload('a-person-s-name', inventedCsv(3));
  expect((await api.redis.keys('*')).filter((key) => key.includes('a-person-s-name'))).toEqual([]);
});

function keyOf(key: string): string {
  return redisKeys.idempotency(owner, createHash('sha256').update(key).digest('hex'));
}

/** What is left in Redis of a request whose api died before it could keep the answer. */
async function forgetAnswer(key: string): Promise<void> {
  await api.redis.hdel(keyOf(key), 'answer');
  await api.redis.hset(keyOf(key), 'seenAtMs', 0);
}
