import { randomUUID } from 'node:crypto';
import { createPayloadCipher } from '@bora/batch-store';
import { type ObjectStore, openObjectStore } from '@bora/object-store';
import { type S3Server, startS3, type TemporaryDirectory, temporaryDirectory } from '@bora/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { blankRows } from '../src/rights/blank-rows.ts';
import { inventedLine } from './support/invented-schema.ts';
import { testPayloadKey } from './support/record-work.ts';
import { storeUpload } from './support/stored-batch.ts';

const cipher = createPayloadCipher(testPayloadKey);
/** As long as those of a file of 54 columns. */
const lineBytes = 170;
let s3: S3Server;
let directory: TemporaryDirectory;
let stores: Record<'a folder' | 'S3', ObjectStore>;
beforeAll(async () => {
  [s3, directory] = await Promise.all([startS3(), temporaryDirectory()]);
  const { endpoint, accessKeyId, secretAccessKey } = s3;
  const settings = { endpoint, region: 'us-east-1', accessKeyId, secretAccessKey, forcePathStyle: true };
  stores = {
    'a folder': openObjectStore(`file:${directory.path}`),
    S3: openObjectStore(`s3://${s3.bucket}/uploads`, settings),
  };
});
afterAll(async () => {
  await Promise.all(Object.values(stores ?? {}).map((store) => store.close()));
  await s3?.close();
  await directory?.remove();
});

/** Seconds for which nobody places a hold or erases, while rows spread over the whole file are blanked. */
async function rewriting(uploads: ObjectStore, rows: number): Promise<number> {
  const id = randomUUID();
  const lines = Array.from({ length: rows }, (_, index) => inventedLine(index + 1).padEnd(lineBytes, 'x'));
  await storeUpload({ uploads, cipher }, id, lines, 2_000);
  const startedAt = performance.now();
  expect(await blankRows(uploads, cipher, id, (row) => row % 100 === 0)).toBe(rows / 100);
  return (performance.now() - startedAt) / 1_000;
}

test.each(['a folder', 'S3'] as const)(
  'whoever places a hold waits at most a second for a file of 50,000 rows in %s that is rewritten',
  async (kind) => {
    const seconds = await rewriting(stores[kind], 50_000);
    const large = await rewriting(stores[kind], 500_000);
    process.stdout.write(`rewrite in ${kind}: ${JSON.stringify({ seconds, large })}\n`);
    expect(seconds).toBeLessThanOrEqual(1);
  },
  120_000,
);
