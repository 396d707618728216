import { readFile } from 'node:fs/promises';
import {
  membersPerPage,
  queuePrefix,
  redisKeys,
  SegmentationReport,
  SegmentationRun,
  SegmentationRunList,
  SegmentMembers,
  SegmentPrediction,
} from '@bora/contracts';
import { sharedData } from '@bora/testing';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { attributesFile, inventedPurchases, purchasesFile } from './src/customer-files.ts';
import { type Platform, startPlatform } from './src/platform.ts';
import {
  acceptedSegmentation,
  endedSegmentation,
  postSegmentation,
  readSegmentation,
  segmentationOnce,
} from './src/segmentation-client.ts';

const retailFile = sharedData('online_retail', 'OnlineRetail.csv.gz');
const retailCustomers = sharedData('online_retail', 'rfm.csv');

/** A problem or a segmentation, of which a test reads one field. */
const Body = z.looseObject({ code: z.string().optional(), state: z.string().optional() });

let platform: Platform;
let redis: Redis;

beforeAll(async () => {
  platform = await startPlatform({ env: { LOG_LEVEL: 'debug' } });
  redis = new Redis(platform.redis.url);
});
afterAll(async () => {
  redis.disconnect();
  await platform.stop();
});

async function get(path: string): Promise<unknown> {
  const response = await fetch(`${platform.url}${path}`);
  expect(response.status).toBe(200);
  return response.json();
}

async function problemOf(path: string, init: RequestInit = {}): Promise<[number, unknown]> {
  const response = await fetch(`${platform.url}${path}`, init);
  return [response.status, Body.parse(await response.json()).code];
}

async function memberLines(id: string): Promise<string[]> {
  const response = await fetch(`${platform.url}/v1/segmentations/${id}/members.csv`);
  expect(response.headers.get('content-type')).toContain('text/csv');
  return (await response.text()).trimEnd().split('\n');
}

/** A file whose fit takes some seconds. */
const longFile = () => purchasesFile(inventedPurchases(2_500, 4));
const long = { query: '?algorithm=gmm' };

test.skipIf(!retailFile || !retailCustomers)(
  'the published 541,909 transactions become segments, with the published features of every customer',
  { timeout: 300_000 },
  async () => {
    const file = await readFile(retailFile!);
    const { id } = await acceptedSegmentation(platform.url, file, {
      query: '?algorithm=kmeans&k=5&name=shop',
      type: 'application/gzip',
    });
    const run = await endedSegmentation(platform.url, id);
    expect(run).toMatchObject({
      state: 'completed',
      failure: null,
      customers: 4_338,
      layout: 'online-retail',
    });
    expect(run.summary!.cleaning.rows).toBe(541_909);
    const families = run.summary!.segments.map(({ family }) => family);
    expect(new Set(families)).toEqual(
      new Set(['Loyal High-Value', 'Potential Loyalists', 'Occasional Buyers', 'Churn Risk']),
    );

    const [, ...published] = (await readFile(retailCustomers!, 'utf8')).trimEnd().split('\n');
    const expected = new Map(
      published.map((line) => [line.split(',')[0]!, line.split(',').slice(1).map(Number)]),
    );
    const [header, ...lines] = await memberLines(id);
    expect(header).toBe(
      'customer,segment,cluster,recency,frequency,monetary,recency_score,frequency_score,monetary_score',
    );
    expect(lines.length).toBe(4_338);
    for (const line of lines) {
      const cells = line.replace(/"[^"]*"/, 'name').split(',');
      expect([cells[0], ...cells.slice(3, 6).map(Number)]).toEqual([cells[0], ...expected.get(cells[0]!)!]);
    }

    const shipped = SegmentationReport.parse(await get('/v1/segmentations/online-retail/summary'));
    const own = SegmentationReport.parse(await get('/v1/segmentations/shop/summary'));
    expect(own.segments).toEqual(shipped.segments);
    expect(run.stored).toEqual({ name: 'shop', version: own.segmentation.split('/')[1] });
  },
);

test('members come in pages that hold every customer once, and predicting them gives their own segments', async () => {
  const file = purchasesFile(inventedPurchases(2_300, 6));
  const { id } = await acceptedSegmentation(platform.url, file, { query: '?algorithm=kmeans&k=3' });
  const run = await endedSegmentation(platform.url, id);
  expect(run).toMatchObject({ state: 'completed', customers: 2_300, progress: null });
  expect(run.summary!.segments.reduce((sum, { customers }) => sum + customers, 0)).toBe(2_300);

  const page = async (offset: number, limit: number) =>
    SegmentMembers.parse(await get(`/v1/segmentations/${id}/members?offset=${offset}&limit=${limit}`));
  const pages = [await page(0, 900), await page(900, 900), await page(1_800, 900)];
  const members = pages.flatMap((one) => one.members);
  expect(pages.map(({ total }) => total)).toEqual([2_300, 2_300, 2_300]);
  expect(new Set(members.map(({ customer }) => customer)).size).toBe(2_300);
  expect((await page(5_000, 10)).members).toEqual([]);
  const lines = await memberLines(id);
  expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual(members.map(({ customer }) => customer));

  const asked = members.slice(0, 1_000);
  const response = await fetch(`${platform.url}/v1/segmentations/${id}/predict`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ customers: asked.map(({ values }) => values) }),
  });
  const predicted = SegmentPrediction.parse(await response.json());
  expect(predicted.segmentation).toBe(id);
  expect(predicted.customers.map(({ cluster, segment }) => [cluster, segment])).toEqual(
    asked.map(({ cluster, segment }) => [cluster, segment]),
  );
});

test('what is left out is chosen from the file, and the choice is said', async () => {
  const form = new FormData();
  form.set('kind', 'attributes');
  form.set('algorithm', 'auto');
  const rows = Array.from({ length: 120 }, (_, index) => [
    20 + (index % 3) * 40,
    10 + (index % 2) * 70 + (index % 7),
    30,
  ]);
  form.set(
    'file',
    new Blob([attributesFile(rows.map((row, index) => [...row.slice(0, 2), 20 + (index % 50)]))]),
    'people.csv',
  );
  const response = await fetch(`${platform.url}/v1/segmentations`, { method: 'POST', body: form });
  expect(response.status).toBe(202);
  const { id } = SegmentationRun.parse(await response.json());
  const run = await endedSegmentation(platform.url, id);
  expect(run).toMatchObject({ state: 'completed', fileName: 'people.csv', layout: 'mall' });
  expect(run.summary!.quality.choice).toContain('Of the algorithms that were tried');
});

test('a worker that is killed in the middle of a fit loses nothing: another one completes it', async () => {
  const { id } = await acceptedSegmentation(platform.url, longFile(), long);
  await segmentationOnce(platform.url, id, ({ progress }) => progress?.stage === 'fitting', 'to be fitted');
  await platform.workers.pop()!.kill('SIGKILL');
  expect(await readSegmentation(platform.url, id)).toMatchObject({ state: 'running', endedAt: null });
  await platform.startWorker();
  const run = await endedSegmentation(platform.url, id);
  expect(run).toMatchObject({ state: 'completed', customers: 2_500, failure: null });
  expect((await memberLines(id)).length).toBe(2_501);
}, 120_000);

test('a cancelled fit stops, leaves nothing of its file, and lets the next one run', async () => {
  const { id } = await acceptedSegmentation(platform.url, longFile(), long);
  const next = await acceptedSegmentation(platform.url, purchasesFile(inventedPurchases(60, 6)), {
    query: '?algorithm=kmeans&k=3',
  });
  await segmentationOnce(platform.url, id, ({ progress }) => progress?.stage === 'fitting', 'to be fitted');
  const cancelled = await fetch(`${platform.url}/v1/segmentations/${id}`, { method: 'DELETE' });
  expect([cancelled.status, Body.parse(await cancelled.json()).state]).toEqual([200, 'cancelled']);
  expect(await redis.exists(redisKeys.segmentationFile(id, 0))).toBe(0);
  expect(await endedSegmentation(platform.url, next.id)).toMatchObject({ state: 'completed' });
  expect(await readSegmentation(platform.url, id)).toMatchObject({ state: 'cancelled', summary: null });
  expect(await problemOf(`/v1/segmentations/${id}`, { method: 'DELETE' })).toEqual([
    409,
    'segmentation-ended',
  ]);
  expect(await problemOf(`/v1/segmentations/${id}/members`)).toEqual([409, 'segmentation-not-completed']);
  const list = SegmentationRunList.parse(await get('/v1/segmentations?limit=2'));
  expect(list.segmentations.map((run) => run.id)).toEqual([next.id, id]);
}, 120_000);

test('the same file with the same key is segmented once; another request with the key is refused', async () => {
  const file = purchasesFile(inventedPurchases(60, 6));
  const options = { query: '?algorithm=kmeans&k=3', key: 'segment-once' };
  const first = await acceptedSegmentation(platform.url, file, options);
  expect((await acceptedSegmentation(platform.url, file, options)).id).toBe(first.id);
  const other = await postSegmentation(platform.url, file, { ...options, query: '?algorithm=kmeans&k=4' });
  expect([other.status, Body.parse(await other.json()).code]).toEqual([422, 'idempotency-mismatch']);
});

const various = inventedPurchases(60, 6);

test('files, members and jobs hold no customer in the clear, and expire', async () => {
  const secret = 'KANARIENVOGEL';
  const purchases = various.map((one) => ({ ...one, customer: `${secret}-${one.customer}` }));
  const { id } = await acceptedSegmentation(platform.url, purchasesFile(purchases), {
    query: '?algorithm=kmeans&k=3',
  });
  await endedSegmentation(platform.url, id);
  expect((await memberLines(id))[1]).toContain(secret);
  expect(membersPerPage).toBeGreaterThan(60);
  const keys = [redisKeys.segmentationMembers(id, 0), redisKeys.segmentationResult(id)];
  for (const key of keys) expect((await redis.getBuffer(key))!.includes(secret)).toBe(false);
  expect(JSON.stringify(await redis.hgetall(redisKeys.segmentation(id)))).not.toContain(secret);
  for (const key of [...keys, redisKeys.segmentation(id)]) expect(await redis.ttl(key)).toBeGreaterThan(0);
  expect(JSON.stringify(await redis.xrange(`${queuePrefix}:segmentations:events`, '-', '+'))).not.toContain(
    secret,
  );
  expect(await redis.zscore(redisKeys.activeSegmentations, id)).toBe(null);
  expect(platform.workers.map(({ output }) => output).join('') + platform.api.output).not.toContain(secret);
});
