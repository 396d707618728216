import { createHash } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import { type ObjectStore, openObjectStore, type S3Settings } from '../src/index.ts';

/** Where stores can be opened, and the way to their bytes past the code under test. */
export interface StorePlace {
  location: string;
  settings?: S3Settings;
  /** All names below `folder` as the place itself has them, sidecars and remains included. */
  rawNames(folder: string): Promise<string[]>;
  rawRead(key: string): Promise<Uint8Array>;
  rawWrite(key: string, bytes: Uint8Array): Promise<void>;
  remove(): Promise<void>;
}

export interface TestStore {
  store: ObjectStore;
  rawNames(): Promise<string[]>;
  rawRead(key: string): Promise<Uint8Array>;
  rawWrite(key: string, bytes: Uint8Array): Promise<void>;
}

/** Prepares a place for the tests of this file; each call of the result is an empty store in it. */
export function useStores(prepare: () => Promise<StorePlace>): () => TestStore {
  let place: StorePlace;
  const stores: ObjectStore[] = [];
  beforeAll(async () => {
    place = await prepare();
  });
  afterAll(async () => {
    for (const store of stores) await store.close();
    await place.remove();
  });
  return () => {
    const folder = `store-${stores.length}`;
    const store = openObjectStore(`${place.location}/${folder}`, place.settings);
    stores.push(store);
    return {
      store,
      rawNames: () => place.rawNames(folder),
      rawRead: (key) => place.rawRead(`${folder}/${key}`),
      rawWrite: (key, bytes) => place.rawWrite(`${folder}/${key}`, bytes),
    };
  };
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

export async function listKeys(store: ObjectStore, prefix = ''): Promise<string[]> {
  return (await collect(store.list(prefix))).map(({ key }) => key);
}
