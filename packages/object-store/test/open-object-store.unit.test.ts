import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { ObjectStoreSettingsError, openObjectStore } from '../src/index.ts';

test.each([
  ['file:/var/lib/bora', 'file:/var/lib/bora'],
  ['file:///var/lib/bora', 'file:/var/lib/bora'],
  ['file:models', `file:${resolve('models')}`],
  ['file:../models/', `file:${resolve('../models')}`],
  ['s3://bucket', 's3://bucket'],
  ['s3://bucket/', 's3://bucket'],
  ['s3://my.bucket-1/some/prefix/', 's3://my.bucket-1/some/prefix'],
])('%s opens %s', async (location, opened) => {
  const store = openObjectStore(location);
  expect(store.location).toBe(opened);
  await store.close();
});

test.each([
  '',
  'models',
  '/var/lib/bora',
  'file:',
  'file://host/folder',
  's3://',
  's3://Bucket',
  's3://bucket/../other',
  's3://bucket//prefix',
  's3://user:canary@bucket/prefix',
  'http://bucket/prefix',
])('the location %j is refused without being repeated', (location) => {
  expect(() => openObjectStore(location)).toThrow(ObjectStoreSettingsError);
  expect(() => openObjectStore(location)).not.toThrow(/canary/);
});

test('half a pair of keys is refused', () => {
  expect(() => openObjectStore('s3://bucket', { accessKeyId: 'A' })).toThrow(ObjectStoreSettingsError);
  expect(() => openObjectStore('s3://bucket', { secretAccessKey: 'B' })).toThrow(ObjectStoreSettingsError);
});

test('an endpoint that is not a URL is refused', () => {
  expect(() => openObjectStore('s3://bucket', { endpoint: 'somewhere' })).toThrow(ObjectStoreSettingsError);
});
