import {
  membersPerPage,
  Problem,
  redisKeys,
  SegmentationReport,
  SegmentationRun,
  SegmentationRunList,
} from '@bora/contracts';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inventedPurchases, purchasesFile } from './src/customer-files.ts';
import { forgetSegmentation } from './src/forget-segmentation.ts';
import { type Platform, startPlatform } from './src/platform.ts';
import { acceptedSegmentation, endedSegmentation } from './src/segmentation-client.ts';

let platform: Platform;
let database: Client;

beforeAll(async () => {
  platform = await startPlatform();
  database = new Client({ connectionString: platform.databaseUrl });
  await database.connect();
});
afterAll(async () => {
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

test('when Redis has forgotten a segmentation, list, result and summary are the same, and its customers are gone by name', async () => {
  const file = purchasesFile(inventedPurchases(300, 6));
  const { id } = await acceptedSegmentation(platform.url, file, { query: '?algorithm=kmeans&k=3&name=kept' });
  await endedSegmentation(platform.url, id);
  const before = await answersOf(id);
  await forgetSegmentation(platform, id);
  const after = await answersOf(id);
  expect(after).toEqual(before);
  expect(after.run).toMatchObject({ state: 'completed', customers: 300, fileSha256: expect.any(String) });
  expect(after.run.stored).toMatchObject({ name: 'kept' });
  expect(after.report.segments).toHaveLength(3);

  const predicted = {
    method: 'POST',
    body: '[{"recency":1}]',
    headers: { 'content-type': 'application/json' },
  };
  for (const [path, init] of [['members'], ['members.csv'], ['predict', predicted]] as const) {
    const answer = await fetch(`${platform.url}/v1/segmentations/${id}/${path}`, init);
    const { code, detail } = Problem.parse(await answer.json());
    expect([path, answer.status, code]).toEqual([path, 410, 'segmentation-expired']);
    expect(detail).toContain(`kept/${after.run.stored!.version}`);
  }
});

test('a page of customers that Redis has lost is refused, and a file of them breaks off: neither looks like the end', async () => {
  const file = purchasesFile(inventedPurchases(membersPerPage + 100, 1));
  const { id } = await acceptedSegmentation(platform.url, file, { query: '?algorithm=kmeans&k=3' });
  await endedSegmentation(platform.url, id);
  const redis = new Redis(platform.redis.url);
  expect(await redis.del(redisKeys.segmentationMembers(id, 1))).toBe(1);
  redis.disconnect();
  await get(`segmentations/${id}/members?limit=1000`);
  const answer = await fetch(`${platform.url}/v1/segmentations/${id}/members?offset=950`);
  expect([answer.status, Problem.parse(await answer.json()).code]).toEqual([410, 'segmentation-expired']);
  const csv = await fetch(`${platform.url}/v1/segmentations/${id}/members.csv`);
  await expect(csv.text()).rejects.toThrow();
});

test('no customer of a recorded segmentation stands in the database', async () => {
  const { rows } = await database.query('select run::text || summary::text as kept from segmentations');
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toMatch(/\bc\d+\b/);
});
