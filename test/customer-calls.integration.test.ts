import {
  ClassifiedCustomer,
  ClusterAnswer,
  ClustersSummary,
  queuePrefix,
  RandomCustomer,
  SavedCustomers,
} from '@bora/contracts';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type Platform, startPlatform } from './src/platform.ts';

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

async function post(path: string, body: unknown): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${platform.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

test.each([
  [5, 15, 25_000, 'Loyal High-Value'],
  [15, 2, 800, 'Potential Loyalists'],
  [60, 3, 3_000, 'Occasional Buyers'],
  [250, 1, 400, 'Churn Risk'],
  [30, 4, 2_500, 'Potential Loyalists'],
])(
  'on a fresh start the customer of %i days, %i purchases and a value of %i has the segment %s',
  async (recency, frequency, monetary, segment) => {
    const { status, body } = await post('/segment', { recency, frequency, monetary });
    expect(status).toBe(200);
    expect(body).toEqual({ cluster: expect.any(Number), segment });
  },
);

test('the summary names every cluster that a customer can get, with its means and its share', async () => {
  const { clusters } = ClustersSummary.parse(await get('/clusters/summary'));
  expect(clusters.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
  for (const { cluster, segment, ...means } of clusters) {
    const { body } = await post('/segment', means);
    expect(body).toMatchObject({ segment });
    expect(cluster).toBeGreaterThanOrEqual(0);
  }
});

test('each model of choice gives clear customers of different kinds different labels, in their order', async () => {
  const data = [
    { customer_id: 1, age: 33, gender: 'Female', annual_income: 87_000, spending_score: 82 },
    { customer_id: 'b', age: 41, gender: 'Male', annual_income: 88_000, spending_score: 15 },
    { customer_id: 3, age: 43, gender: 'Male', annual_income: 55_000, spending_score: 50 },
    { customer_id: 4, annual_income: 300_000, spending_score: 50 },
  ];
  for (const model_of_choice of ['KMeans', 'DBSCAN', 'GMM']) {
    const { status, body } = await post('/cluster', { model_of_choice, data });
    expect(status).toBe(200);
    const { clusters } = ClusterAnswer.parse(body);
    expect(clusters.map(({ customer_id }) => customer_id)).toEqual([1, 'b', 3, 4]);
    expect(new Set(clusters.slice(0, 3).map(({ cluster_label }) => cluster_label)).size).toBe(3);
    expect(clusters[3]!.cluster_label === -1).toBe(model_of_choice === 'DBSCAN');
  }
});

test('age and gender decide nothing about a cluster', async () => {
  const customer = { customer_id: 1, annual_income: 40_000, spending_score: 60 };
  const ages = [18, 35, 90].map((age) => ({ ...customer, age, gender: age > 20 ? 'Male' : 'Female' }));
  const { body } = await post('/cluster', { model_of_choice: 'GMM', data: [customer, ...ages] });
  expect(new Set(ClusterAnswer.parse(body).clusters.map(({ cluster_label }) => cluster_label)).size).toBe(1);
});

test('random customers come in random order, are classified, kept and read again as they were', async () => {
  const random = z.array(RandomCustomer).parse(await get('/api/userRandom?n=250'));
  expect(new Set(random.map(({ customer_id }) => customer_id)).size).toBe(250);
  expect(random.map(({ customer_id }) => customer_id)).not.toEqual(
    Array.from({ length: 250 }, (_, index) => `synthetic-${index + 1}`),
  );
  const classified = z.array(ClassifiedCustomer).parse((await post('/api/userCluster', random)).body);
  expect(classified.map(({ cluster: _c, segment: _s, ...customer }) => customer)).toEqual(random);
  expect(new Set(classified.map(({ segment }) => segment)).size).toBe(4);
  const { status, body: one } = await post('/api/userCluster', random[0]);
  expect([status, one]).toEqual([200, classified[0]]);

  expect(await post('/api/dbPost', classified)).toEqual({ status: 200, body: { saved: 250 } });
  const first = SavedCustomers.parse(await get('/api/dbGet?limit=200'));
  expect(first.customers).toEqual(classified.slice(0, 200));
  const rest = SavedCustomers.parse(await get(`/api/dbGet?limit=200&cursor=${first.nextCursor}`));
  expect(rest).toEqual({ customers: classified.slice(200), nextCursor: null });
});

test('health says that customers can be classified', async () => {
  expect(await get('/health')).toEqual({ status: 'ok' });
});

test('what is not a customer is refused by name, without its values', async () => {
  const customer = { customer_id: 'KANARIENVOGEL', recency: 1, frequency: 1, monetary: 1 };
  const person = { customer_id: 'KANARIENVOGEL', annual_income: 1, spending_score: 1 };
  const many = (count: number, one: object) => Array.from({ length: count }, () => one);
  const cluster = (data: unknown, model_of_choice: unknown = 'KMeans') => ({ model_of_choice, data });
  /** Path, body, status, code, and what the problem says. */
  const refused: [string, unknown, number, string, string][] = [
    [
      '/segment',
      { recency: 5, frequency: 15 },
      400,
      'bad-request',
      'body monetary: missing, number expected',
    ],
    [
      '/segment',
      { recency: -5, frequency: 15, monetary: 1 },
      400,
      'bad-request',
      'recency: Too small: .* >=0',
    ],
    ['/segment', { ...customer, recency: 'KANARIENVOGEL' }, 400, 'bad-request', 'recency: .*expected number'],
    ['/segment', { ...customer, recency: Number.NaN }, 400, 'bad-request', 'recency: .*expected number'],
    ['/segment', [customer], 400, 'bad-request', 'expected object, received array'],
    [
      '/cluster',
      cluster([person], 'Ward'),
      400,
      'bad-request',
      'model_of_choice: .*"KMeans".*"DBSCAN".*"GMM"',
    ],
    ['/cluster', { model_of_choice: 'GMM' }, 400, 'bad-request', 'body data: missing, array expected'],
    ['/cluster', cluster([]), 400, 'bad-request', 'body data: Too small: .*>=1 items'],
    ['/cluster', cluster(many(1_001, person)), 400, 'bad-request', 'body data: Too big: .*<=1000 items'],
    ['/cluster', cluster(many(50_000, person)), 413, 'upload-too-large', 'a megabyte at most'],
    ['/cluster', cluster([person, {}]), 400, 'bad-request', 'data/1/customer_id: missing, string or number'],
    [
      '/cluster',
      cluster([{ ...person, spending_score: 101 }]),
      400,
      'bad-request',
      'spending_score: .*<=100',
    ],
    ['/api/userCluster', { ...customer, monetary: null }, 400, 'bad-request', 'body monetary: .*number'],
    ['/api/userCluster', [customer, { recency: 1 }], 400, 'bad-request', '1/frequency: missing.*1/monetary'],
    ['/api/userCluster', [], 400, 'bad-request', 'Too small: .*>=1 items'],
    ['/api/userCluster', 'KANARIENVOGEL', 400, 'bad-request', 'expected object or array, received string'],
    [
      '/api/dbPost',
      [{ ...customer, note: 'KANARIENVOGEL' }],
      400,
      'bad-request',
      '0/note: is not known here',
    ],
    [
      '/api/dbPost',
      [{ ...customer, customer_id: {} }],
      400,
      'bad-request',
      '0/customer_id: .*string or number',
    ],
    ['/api/dbPost', customer, 400, 'bad-request', 'expected array, received object'],
    ['/api/dbPost', many(100_000, customer), 413, 'upload-too-large', 'a megabyte at most'],
    ['/api/dbGet?cursor=nobody', undefined, 400, 'bad-request', 'cursor: '],
    ['/api/userRandom?n=1000000', undefined, 400, 'bad-request', 'n: Too big: .*<=10000'],
    ['/v1/segmentations/online-retail/predict', [{ recency: 5 }], 422, 'wrong-features', 'as frequency'],
    ['/v1/segmentations/nobody/predict', [customer], 404, 'segmentation-not-found', 'no .*segmentation'],
    ['/v1/segmentations/nobody/summary', undefined, 404, 'segmentation-not-found', 'no such segmentation'],
  ];
  for (const [path, body, status, code, detail] of refused) {
    const answer =
      body === undefined
        ? await fetch(`${platform.url}${path}`).then(async (one) => ({
            status: one.status,
            body: await one.json(),
          }))
        : await post(path, body);
    const said = { code, detail: expect.stringMatching(detail) };
    expect({ path, ...answer }).toMatchObject({ path, status, body: said });
    expect(JSON.stringify(answer)).not.toContain('KANARIENVOGEL');
  }
});

test('customers that are kept or asked about stand nowhere in the clear', async () => {
  const customer = { customer_id: 'KANARIENVOGEL', recency: 1, frequency: 1, monetary: 1 };
  await post('/api/dbPost', [customer]);
  await post('/api/userCluster', [customer]);
  const database = new Client({ connectionString: platform.databaseUrl });
  await database.connect();
  const { rows: kept } = await database.query<{ sealed: Buffer }>('select sealed from saved_customers');
  await database.end();
  expect(kept.length).toBeGreaterThan(0);
  expect(kept.some(({ sealed }) => sealed.includes('KANARIENVOGEL'))).toBe(false);
  const events = await redis.xrange(`${queuePrefix}:predictions:events`, '-', '+');
  expect(events.length).toBeGreaterThan(0);
  expect(JSON.stringify(events)).not.toContain('KANARIENVOGEL');
  expect(await redis.keys('bora:prediction:*')).toEqual([]);
  expect(platform.workers[0]!.output + platform.api.output).not.toContain('KANARIENVOGEL');
});
