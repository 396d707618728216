import { expect, test } from 'vitest';
import { ObjectKeyError } from '../src/index.ts';
import { collect, listKeys, type TestStore } from './test-stores.ts';

/** Keys stay inside the store, stay apart, and come in order. */
export function testKeys(newStore: () => TestStore): void {
  test('keeps keys with accents, spaces and the signs of a URL apart', async () => {
    const { store } = newStore();
    const keys = [
      'São Paulo/ação 1.csv',
      'a+b&c=d',
      'a b&c=d',
      '100%25?#',
      "it's (1)!*~@,;",
      '.hidden',
      '日本/𝒳',
    ];
    for (const key of keys) await store.put(key, Buffer.from(key));
    for (const key of keys) expect(Buffer.from(await store.get(key)).toString()).toBe(key);
    const listed = await listKeys(store);
    expect(listed.toSorted()).toEqual(keys.toSorted());
  });

  test('lists by the beginning of the key, in order, with sizes, and without its own files', async () => {
    const { store } = newStore();
    for (const key of ['b/2', 'a', 'b/10', 'c', 'b/1/deep']) await store.put(key, Buffer.alloc(key.length));
    const all = ['a', 'b/1/deep', 'b/10', 'b/2', 'c'];
    expect(await collect(store.list(''))).toEqual(all.map((key) => ({ key, size: key.length })));
    expect(await listKeys(store, 'b/1')).toEqual(['b/1/deep', 'b/10']);
    expect(await listKeys(store, 'b/')).toEqual(['b/1/deep', 'b/10', 'b/2']);
    expect(await listKeys(store, 'd')).toEqual([]);
    expect(await listKeys(store, 'no/such/folder/')).toEqual([]);
  });

  test('lists more objects than one page holds', async () => {
    const { store, rawWrite } = newStore();
    const keys = Array.from({ length: 1005 }, (_, index) => `many/${String(index).padStart(4, '0')}`);
    for (let from = 0; from < keys.length; from += 50)
      await Promise.all(keys.slice(from, from + 50).map((key) => rawWrite(key, Buffer.of(1))));
    expect(await listKeys(store, 'many/')).toEqual(keys);
  });

  test.each([
    '',
    '/',
    '/etc/passwd',
    'a/',
    'a//b',
    '..',
    '../a',
    'a/../../b',
    './a',
    'a/./b',
    'a\\..\\b',
    'a\0b',
    'a\nb',
    'a\u0085b',
    '\ud800',
    'x'.repeat(201),
    'y/'.repeat(500).slice(0, -1),
    'a.sha256',
    '.a.partial',
  ])('refuses the key %j in every call', async (key) => {
    const { store, rawNames } = newStore();
    await expect(store.put(key, Buffer.from('x'))).rejects.toThrow(ObjectKeyError);
    await expect(store.get(key)).rejects.toThrow(ObjectKeyError);
    await expect(store.open(key)).rejects.toThrow(ObjectKeyError);
    await expect(store.getRange(key, 0, 1)).rejects.toThrow(ObjectKeyError);
    await expect(store.exists(key)).rejects.toThrow(ObjectKeyError);
    await expect(store.delete(key)).rejects.toThrow(ObjectKeyError);
    expect(await rawNames()).toEqual([]);
  });

  test.each(['/', '../', 'a/../', 'a//', './', 'a\0', 'a\\'])('refuses to list below %j', async (prefix) => {
    await expect(listKeys(newStore().store, prefix)).rejects.toThrow(ObjectKeyError);
  });
}
