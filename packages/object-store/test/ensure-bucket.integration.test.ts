import { type S3Server, startS3 } from '@bora/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureBucket, openObjectStore } from '../src/index.ts';

let server: S3Server;
beforeAll(async () => {
  server = await startS3();
});
afterAll(() => server.close());

test('a missing bucket is created, once, also by two at a time', async () => {
  const location = 's3://not-there-yet/prefix';
  const created = await Promise.all([ensureBucket(location, server), ensureBucket(location, server)]);
  expect(created.filter(Boolean).length).toBeGreaterThanOrEqual(1);
  expect(await ensureBucket(location, server)).toBe(false);
  const store = openObjectStore(location, server);
  await store.put('a', Buffer.from('b'));
  expect(Buffer.from(await store.get('a')).toString()).toBe('b');
  await store.close();
});

test('a folder needs no bucket', async () => {
  expect(await ensureBucket('file:somewhere')).toBe(false);
});

test('a server that refuses the key is named, and no secret with it', async () => {
  const stranger = { ...server, accessKeyId: 'stranger', secretAccessKey: 'canary-secret' };
  const refused = ensureBucket('s3://another', stranger);
  await expect(refused).rejects.toThrow(/check the access key/);
  await expect(refused).rejects.not.toThrow(/canary/);
});
