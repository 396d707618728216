import { redisKeys } from '@bora/contracts';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { attributesFile, inventedPurchases, type Purchase, purchasesFile } from './src/customer-files.ts';
import { type Platform, startPlatform } from './src/platform.ts';
import { acceptedSegmentation, endedSegmentation, postSegmentation } from './src/segmentation-client.ts';

const Body = z.looseObject({ code: z.string().optional() });

let platform: Platform;
let redis: Redis;

beforeAll(async () => {
  platform = await startPlatform();
  redis = new Redis(platform.redis.url);
});
afterAll(async () => {
  redis?.disconnect();
  await platform?.stop();
});

async function problemOf(path: string): Promise<[number, unknown]> {
  const response = await fetch(`${platform.url}${path}`);
  return [response.status, Body.parse(await response.json()).code];
}

const two: Purchase[] = [
  { customer: 'a', order: 1, time: '2011-01-01 10:00:00', quantity: 1, price: 2 },
  { customer: 'b', order: 2, time: '2011-05-01 10:00:00', quantity: 3, price: 9 },
];
const equal = (count: number): Purchase[] =>
  Array.from({ length: count }, (_, index) => ({ ...two[0]!, customer: `c${index}`, order: index }));
const various = inventedPurchases(60, 6);
const manyCustomers = (count: number) =>
  attributesFile(Array.from({ length: count }, (_, index) => [index % 97, index % 89, 30]));

test.each([
  ['one customer', () => purchasesFile(two.slice(0, 1)), '?algorithm=kmeans&k=2', 'too-few-customers'],
  [
    'customers who are all equal',
    () => purchasesFile(equal(50)),
    '?algorithm=kmeans&k=2',
    'constant-feature',
  ],
  [
    'more segments than customers',
    () => purchasesFile(various.slice(0, 12)),
    '?algorithm=kmeans&k=40',
    'too-few-customers',
  ],
  [
    'fewer kinds of customers than segments',
    () => attributesFile(Array.from({ length: 50 }, (_, index) => [index % 2, index % 2, 30])),
    '?algorithm=kmeans&k=3',
    'too-few-distinct',
  ],
  [
    'numbers that are none',
    () =>
      attributesFile([
        ['NaN', 1, 2],
        ['x', 2, 3],
      ]),
    '?layout=mall',
    'unreadable-numbers',
  ],
  [
    'wrong dates',
    () => purchasesFile(various.map((one) => ({ ...one, time: '31/31/2011' }))),
    '',
    'unreadable-dates',
  ],
  [
    'a snapshot before the last purchase',
    () => purchasesFile(various),
    '?snapshot=2001-01-01',
    'snapshot-too-early',
  ],
  ['columns of no layout', () => 'a,b\n1,2\n', '', 'no-layout-fits'],
  ['columns of another layout', () => 'a,b\n1,2\n', '?layout=mall', 'missing-columns'],
  ['a layout that is not there', () => purchasesFile(various), '?layout=nobody', 'unknown-layout'],
  ['bytes that are no text', () => `${attributesFile([[1, 2, 3]])}\n\0\0\0`, '?layout=mall', 'file-binary'],
  [
    'more customers than DBSCAN is made for',
    () => manyCustomers(1_000_001),
    '?algorithm=dbscan&eps=0.5',
    'too-many-customers',
  ],
])(
  'a file with %s fails with its own code',
  async (_, file, query, code) => {
    const { id } = await acceptedSegmentation(platform.url, file(), { query });
    const run = await endedSegmentation(platform.url, id);
    expect(run).toMatchObject({ state: 'failed', failure: { code }, summary: null });
    expect(run.failure!.message.length).toBeGreaterThan(20);
    await expect.poll(() => redis.exists(redisKeys.segmentationFile(id, 0)), { timeout: 10_000 }).toBe(0);
  },
  60_000,
);

test.each([
  ['?algorithm=dbscan&eps=-1', 422, 'invalid-parameter'],
  ['?algorithm=dbscan&k=3', 422, 'invalid-parameter'],
  ['?algorithm=kmeans&k=1', 422, 'invalid-parameter'],
  ['?algorithm=kmeans&k=NaN', 422, 'invalid-parameter'],
  ['?algorithm=ward', 422, 'invalid-parameter'],
  ['?snapshot=yesterday', 422, 'invalid-parameter'],
  ['?clusters=4', 400, 'bad-request'],
])('%s is refused before the file is read', async (query, status, code) => {
  const response = await postSegmentation(platform.url, purchasesFile(two), { query });
  expect([response.status, Body.parse(await response.json()).code]).toEqual([status, code]);
});

test('an empty file and an unknown segmentation are refused by name', async () => {
  const empty = await postSegmentation(platform.url, '');
  expect([empty.status, Body.parse(await empty.json()).code]).toEqual([422, 'empty-file']);
  const unknown = '00000000-0000-4000-8000-000000000000';
  for (const path of [
    unknown,
    `${unknown}/members`,
    `${unknown}/members.csv`,
    `${unknown}/summary`,
    'nobody',
  ])
    expect(await problemOf(`/v1/segmentations/${path}`)).toEqual([404, 'segmentation-not-found']);
});
