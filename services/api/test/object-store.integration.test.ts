import { uploadKeys } from '@bora/batch-store';
import { Batch, BatchList, BatchRow, Problem } from '@bora/contracts';
import { openObjectStore } from '@bora/object-store';
import { freePort, type S3Server, startS3 } from '@bora/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inventedCsv } from './support/invented-schema.ts';
import { leftovers } from './support/leftovers.ts';
import { type RunningApi, startApi } from './support/running-api.ts';

const post = (api: RunningApi, body: string) =>
  fetch(`${api.url}/v1/batches`, { method: 'POST', headers: { 'content-type': 'text/csv' }, body });

describe('uploads kept in S3', () => {
  let s3: S3Server;
  let api: RunningApi;

  beforeAll(async () => {
    s3 = await startS3();
    api = await startApi({
      UPLOAD_STORE: `s3://${s3.bucket}/kept`,
      S3_ENDPOINT: s3.endpoint,
      S3_ACCESS_KEY_ID: s3.accessKeyId,
      S3_SECRET_ACCESS_KEY: s3.secretAccessKey,
      CHUNK_ROWS: '100',
    });
  });
  afterAll(async () => {
    await api.close();
    await s3.close();
  });

  it('are sealed, and show the values of a row again', async () => {
    const { id } = Batch.parse(await (await post(api, inventedCsv(1_000))).json());
    const row = await fetch(`${api.url}/v1/batches/${id}/rows/987`);
    expect(BatchRow.parse(await row.json()).values).toMatchObject({ KEY: 'id-987', NOTE: 'note 987' });

    const store = openObjectStore(`s3://${s3.bucket}/kept`, s3);
    const bytes = Buffer.from(await store.get(uploadKeys.chunks(id)));
    expect(bytes.includes('note')).toBe(false);
    await store.close();
  });

  it('leave nothing there when they are refused', async () => {
    expect((await post(api, `${inventedCsv(1_000)}"never closed`)).status).toBe(422);
    const store = openObjectStore(`s3://${s3.bucket}/kept`, s3);
    const batches = BatchList.parse(await (await fetch(`${api.url}/v1/batches`)).json()).batches;
    const failed = batches.find(({ state }) => state === 'failed');
    expect(await store.exists(uploadKeys.chunks(failed!.id))).toBe(false);
    expect(await store.exists(uploadKeys.index(failed!.id))).toBe(false);
    await store.close();
  });
});

describe('an object store that is away', () => {
  it('is answered 503, and the batch fails with that code', async () => {
    const api = await startApi({
      UPLOAD_STORE: 's3://nobody/kept',
      S3_ENDPOINT: `http://127.0.0.1:${await freePort()}`,
      S3_ACCESS_KEY_ID: 'a',
      S3_SECRET_ACCESS_KEY: 'b',
    });
    try {
      const response = await post(api, inventedCsv(10));
      expect([response.status, Problem.parse(await response.json()).code]).toEqual([
        503,
        'store-unavailable',
      ]);
      const [batch] = BatchList.parse(await (await fetch(`${api.url}/v1/batches`)).json()).batches;
      expect(batch).toMatchObject({ state: 'failed', failure: { code: 'store-unavailable' } });
      expect(await leftovers(api)).toEqual([]);
    } finally {
      await api.close();
    }
  });
});

describe('a store without a champion', () => {
  it('is answered 503 where no model is named, and 404 where one is', async () => {
    const api = await startApi({ MODEL_NAME: 'nobody' });
    try {
      const response = await post(api, inventedCsv(10));
      expect([response.status, Problem.parse(await response.json()).code]).toEqual([503, 'no-champion']);
      const named = await fetch(`${api.url}/v1/schema?model=somebody`);
      expect([named.status, Problem.parse(await named.json()).code]).toEqual([404, 'model-not-found']);
      const known = await fetch(`${api.url}/v1/schema?model=invented`);
      expect(known.status).toBe(200);
    } finally {
      await api.close();
    }
  });
});
