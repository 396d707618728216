import { join } from 'node:path';
import { openObjectStore } from '@bora/object-store';
import { repositoryRoot } from '@bora/testing';
import { expect, test } from 'vitest';
import { predictCustomers, readLiveSegmentation, segmentationNames } from '../src/index.ts';
import { knownCustomers } from './known-customers.ts';
import { shippedLayout } from './layouts.ts';

const store = openObjectStore(`file:${join(repositoryRoot, 'segments')}`);

test('the segmentations that ship are whole, and were fitted with the layouts that ship', async () => {
  const names = await segmentationNames(store);
  expect(names).toEqual(['mall-dbscan', 'mall-gmm', 'mall-kmeans', 'online-retail']);
  for (const name of names) {
    const { layout, model, summary } = await readLiveSegmentation(store, name);
    const folder = layout.kind === 'attributes' ? 'customers' : 'transactions';
    expect(layout).toEqual(shippedLayout(`${folder}/${layout.id}`));
    expect(summary.segments.length).toBeGreaterThan(2);
    expect(model.features.length).toBe(model.scales.length);
  }
});

test('the shipped purchases segmentation gives known customers their names', async () => {
  const { model, summary } = await readLiveSegmentation(store, 'online-retail');
  const labels = predictCustomers(model, knownCustomers);
  for (const [index, { segment }] of knownCustomers.entries())
    expect(summary.segments.find(({ cluster }) => cluster === labels[index])!.family).toBe(segment);
});

test('the shipped mall segmentations agree on a clear customer; density alone calls a lone one noise', async () => {
  const clear = { annual_income: 87_000, spending_score: 82, age: 33 };
  const lone = { annual_income: 300_000, spending_score: 50, age: 33 };
  for (const name of ['mall-kmeans', 'mall-gmm', 'mall-dbscan']) {
    const { model, summary } = await readLiveSegmentation(store, name);
    const [ofClear, ofLone] = predictCustomers(model, [clear, lone]);
    expect(summary.segments.find(({ cluster }) => cluster === ofClear)!.family).toBe('High Spenders');
    expect(ofLone === -1).toBe(name === 'mall-dbscan');
  }
});
