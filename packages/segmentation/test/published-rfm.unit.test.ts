import { createReadStream, readFileSync } from 'node:fs';
import { sharedData } from '@bora/testing';
import { expect, test } from 'vitest';
import { fitSegmentation, predictCustomers, readCustomers } from '../src/index.ts';
import { knownCustomers } from './known-customers.ts';
import { shippedLayout } from './layouts.ts';
import { absent, publishedNumber } from './reference-data.ts';

const file = sharedData('online_retail', 'OnlineRetail.csv.gz');
const layout = shippedLayout('transactions/online-retail');

test('recency, frequency and monetary value of every customer are the published ones', async (context) => {
  const published = sharedData('online_retail', 'rfm.csv');
  if (!file || !published) return context.skip(absent);
  const table = await readCustomers(createReadStream(file), layout);
  const lines = readFileSync(published, 'utf8').trimEnd().split(/\r?\n/).slice(1);
  const expected = new Map(lines.map((line) => [line.split(',')[0]!, line.split(',').slice(1).map(Number)]));
  expect(table.ids).toHaveLength(expected.size);
  for (const [row, id] of table.ids.entries()) {
    const [recency, frequency, monetary] = table.values.values.subarray(row * 3, row * 3 + 3);
    const [days, orders, spent] = expected.get(id)!;
    expect([recency, frequency]).toEqual([days, orders]);
    expect(Math.abs(monetary! - spent!)).toBeLessThan(1e-6);
  }
  expect(table.cleaning).toEqual({
    rows: 541_909,
    used: 397_884,
    customers: 4_338,
    left: {
      'missing-customer': 135_080,
      cancelled: 8_905,
      'non-positive-quantity': 0,
      'non-positive-price': 40,
    },
    snapshot: '2011-12-10T12:50:00',
  });
});

test('without exact duplicates the published sum remains', async (context) => {
  if (!file) return context.skip(absent);
  const { values, cleaning } = await readCustomers(createReadStream(file), layout, { dropDuplicates: true });
  const published = (name: string) =>
    publishedNumber('online_retail', 'rfm_variant_after_dropping_exact_duplicates', name);
  expect(cleaning.used).toBe(published('rows'));
  let sum = 0;
  for (let index = 2; index < values.values.length; index += 3) sum += values.values[index]!;
  expect(sum).toBeCloseTo(published('sum_monetary'), 4);
});

test('known customers get their names from five segments; from four, one of them is an occasional buyer', async (context) => {
  if (!file) return context.skip(absent);
  const table = await readCustomers(createReadStream(file), layout);
  const namesFrom = async (k: number) => {
    const { model, summary } = await fitSegmentation(table, layout, { algorithm: 'kmeans', k });
    const families = new Map(summary.segments.map(({ cluster, family }) => [cluster, family]));
    return [...predictCustomers(model, knownCustomers)].map((cluster) => families.get(cluster));
  };
  const expected = knownCustomers.map(({ segment }) => segment);
  expect(await namesFrom(5)).toEqual(expected);
  expect(await namesFrom(4)).toEqual([...expected.slice(0, 4), 'Occasional Buyers']);
}, 60_000);
