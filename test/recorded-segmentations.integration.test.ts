import {
  Problem,
  redisKeys,
  SegmentationReport,
  SegmentationRun,
  SegmentationRunList,
} from '@bora/contracts';
import { waitUntil } from '@bora/testing';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inventedPurchases, purchasesFile } from './src/customer-files.ts';
import { type Platform, startPlatform } from './src/platform.ts';
import { acceptedSegmentation, endedSegmentation } from './src/segmentation-client.ts';

let platform: Platform;
let redis: Redis;
let database: Client;

beforeAll(async () => {
  platform = await startPlatform();
  redis = new Redis(platform.redis.url);
  database = new Client({ connectionString: platform.databaseUrl });
  await database.connect();
});
afterAll(async () => {
  redis?.disconnect();
  await database?.end();
  await platform?.stop();
});

async function get(path: string): Promise<unknown> {
  const response = await fetch(`${platform.url}/v1/${path}`);
  expect([path, response.status]).toEqual([path, 200]);
  return response.json();
}

/** What the three calls answer that tell of a segmentation without its customers. */
async function answersOf(id: string) {
  return {
    list: SegmentationRunList.parse(await get('segmentations')),
    run: SegmentationRun.parse(await get(`segmentations/${id}`)),
    report: SegmentationReport.parse(await get(`segmentations/${id}/summary`)),
  };
}

async function forget(id: string): Promise<void> {
  const keys = await redis.keys(`bora:{${id}}:*`);
  expect(keys.length).toBeGreaterThanOrEqual(3);
  await redis.del(...keys, redisKeys.segmentations);
}

test('when Redis has forgotten a segmentation, list, result and summary are the same, and its customers are gone by name', async () => {
  const file = purchasesFile(inventedPurchases(300, 6));
  const { id } = await acceptedSegmentation(platform.url, file, { query: '?algorithm=kmeans&k=3&name=kept' });
  await endedSegmentation(platform.url, id);
  await waitUntil(async () => (await database.query('select 1 from segmentations')).rowCount === 1, {
    what: 'the segmentation to be recorded',
  });
  const before = await answersOf(id);
  await forget(id);
  const after = await answersOf(id);
  expect(after).toEqual(before);
  expect(after.run).toMatchObject({ state: 'completed', customers: 300, fileSha256: expect.any(String) });
  expect(after.run.stored).toMatchObject({ name: 'kept' });
  expect(after.report.segments).toHaveLength(3);

  for (const path of ['members', 'members.csv']) {
    const answer = await fetch(`${platform.url}/v1/segmentations/${id}/${path}`);
    const { code, detail } = Problem.parse(await answer.json());
    expect([path, answer.status, code]).toEqual([path, 410, 'segmentation-expired']);
    expect(detail).toContain(`kept/${after.run.stored!.version}`);
  }
  const customers = await database.query(
    "select 1 from segmentations where run::text || summary::text ~ 'c299'",
  );
  expect(customers.rowCount).toBe(0);
});
