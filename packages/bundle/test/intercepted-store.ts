import type { ObjectStore } from '@bora/object-store';

export type StoreCall = 'put' | 'get' | 'list' | 'exists' | 'delete';

/** A real store before whose every call the test may wait or throw. */
export function interceptedStore(
  store: ObjectStore,
  before: (call: StoreCall, key: string) => Promise<void>,
): ObjectStore {
  return {
    location: store.location,
    async put(key, body) {
      await before('put', key);
      return store.put(key, body);
    },
    async get(key) {
      await before('get', key);
      return store.get(key);
    },
    async *list(prefix) {
      await before('list', prefix);
      yield* store.list(prefix);
    },
    async exists(key) {
      await before('exists', key);
      return store.exists(key);
    },
    async delete(key) {
      await before('delete', key);
      return store.delete(key);
    },
    open: (key) => store.open(key),
    getRange: (key, start, endExclusive) => store.getRange(key, start, endExclusive),
    removeUnfinished: (beforeMs) => store.removeUnfinished(beforeMs),
    close: () => store.close(),
  };
}

/** All keys of a store. */
export async function keysOf(store: ObjectStore): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list('')) keys.push(key);
  return keys;
}
