import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { startS3, temporaryDirectory } from '@bora/testing';
import { describe, expect, test } from 'vitest';
import { openObjectStore } from '../src/index.ts';
import { createS3Client } from '../src/s3-client.ts';
import { testContents } from './contents-contract.ts';
import { testDamage } from './damage-contract.ts';
import { testKeys } from './keys-contract.ts';
import { listKeys, useStores } from './test-stores.ts';

describe('an object store in S3', () => {
  const newStore = useStores(async () => {
    const server = await startS3();
    const client = createS3Client(server);
    const Bucket = server.bucket;
    return {
      location: `s3://${Bucket}`,
      settings: server,
      async rawNames(folder) {
        const below = await readdir(join(server.directory, Bucket, folder)).catch(() => []);
        const parts = await readdir(join(server.directory, Bucket, '._S3rver_uploads')).catch(() => []);
        return [...below, ...parts];
      },
      async rawRead(key) {
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: key }));
        return Body!.transformToByteArray();
      },
      async rawWrite(key, bytes) {
        await client.send(new PutObjectCommand({ Bucket, Key: key, Body: bytes }));
      },
      async remove() {
        client.destroy();
        await server.close();
      },
    };
  });
  testContents(newStore);
  testDamage(newStore);
  testKeys(newStore);

  test('holding the files of a folder store, copied by another tool, verifies them as its own', async () => {
    const { path, remove } = await temporaryDirectory();
    const folder = openObjectStore(`file:${path}`);
    await folder.put('bundle/model.json', Buffer.from('{"layers":[]}'));
    const { store, rawWrite } = newStore();
    for (const name of await readdir(join(path, 'bundle')))
      await rawWrite(`bundle/${name}`, await readFile(join(path, 'bundle', name)));
    expect(Buffer.from(await store.get('bundle/model.json')).toString()).toBe('{"layers":[]}');
    expect(await listKeys(store)).toEqual(['bundle/model.json']);
    await remove();
  });
});
