import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type TemporaryDirectory, temporaryDirectory } from '@bora/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openObjectStore } from '../src/index.ts';
import { testContents } from './contents-contract.ts';
import { testDamage } from './damage-contract.ts';
import { testKeys } from './keys-contract.ts';
import { listKeys, useStores } from './test-stores.ts';

describe('an object store in a folder', () => {
  const newStore = useStores(async () => {
    const { path, remove } = await temporaryDirectory();
    return {
      location: `file:${path}`,
      rawNames: (folder) => readdir(join(path, folder), { recursive: true }).catch(() => []),
      rawRead: (key) => readFile(join(path, key)),
      async rawWrite(key, bytes) {
        await mkdir(dirname(join(path, key)), { recursive: true });
        await writeFile(join(path, key), bytes);
      },
      remove,
    };
  });
  testContents(newStore);
  testDamage(newStore);
  testKeys(newStore);
});

describe('a folder', () => {
  let directory: TemporaryDirectory;
  beforeAll(async () => {
    directory = await temporaryDirectory();
  });
  afterAll(() => directory.remove());

  test('lists folders and files in the order of the whole keys', async () => {
    const store = openObjectStore(`file:${directory.path}/order`);
    const keys = ['a-b', 'a.b', 'a/b', 'a0', 'b', 'é', '日', '𝒳'];
    for (const key of keys.toReversed()) await store.put(key, Buffer.from(key));
    expect(await listKeys(store)).toEqual(keys);
  });

  test('holds a file and its checksum, and nothing else, after a put', async () => {
    const store = openObjectStore(`file:${directory.path}/tidy`);
    await store.put('bundle/model.json', Buffer.from('{}'));
    expect((await readdir(join(directory.path, 'tidy/bundle'))).sort()).toEqual([
      'model.json',
      'model.json.sha256',
    ]);
  });

  test('hides what an interrupted writer left', async () => {
    const store = openObjectStore(`file:${directory.path}/remains`);
    await store.put('whole', Buffer.from('x'));
    await writeFile(join(directory.path, 'remains/.half.0000.partial'), 'ha');
    expect(await listKeys(store)).toEqual(['whole']);
  });

  test('removes what an interrupted writer left once it is old, and nothing else', async () => {
    const folder = join(directory.path, 'swept');
    const store = openObjectStore(`file:${folder}`);
    expect(await store.removeUnfinished(Date.now())).toBe(0);
    await store.put('deep/whole', Buffer.from('x'));
    const hourAgo = new Date(Date.now() - 3_600_000);
    for (const name of ['deep/.half.0000.partial', 'deep/never.sha256', '.half.0001.partial'])
      await writeFile(join(folder, name), 'ha');
    for (const name of ['deep/.half.0000.partial', 'deep/never.sha256', 'deep/whole', 'deep/whole.sha256'])
      await utimes(join(folder, name), hourAgo, hourAgo);
    expect(await store.removeUnfinished(Date.now() - 1_800_000)).toBe(2);
    expect((await readdir(folder, { recursive: true })).sort()).toEqual([
      '.half.0001.partial',
      'deep',
      'deep/whole',
      'deep/whole.sha256',
    ]);
  });

  test('cannot take an object below another object, or in the place of a folder', async () => {
    const store = openObjectStore(`file:${directory.path}/clash`);
    await store.put('file', Buffer.from('x'));
    await store.put('folder/file', Buffer.from('x'));
    for (const key of ['file/below', 'folder'])
      await expect(store.put(key, Buffer.from('y'))).rejects.toMatchObject({ code: 'object-key' });
    expect(await listKeys(store)).toEqual(['file', 'folder/file']);
  });

  test('that the file system refuses is named, with what to check', async () => {
    const store = openObjectStore(`file:${directory.path}/${'x'.repeat(300)}`);
    await expect(store.put('x', Buffer.from('x'))).rejects.toMatchObject({
      code: 'object-store-unavailable',
      message: expect.stringMatching(/^The object store file:.*xxx cannot be used: .* ENAMETOOLONG; check/),
    });
  });
});
