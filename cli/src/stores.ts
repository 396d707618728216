import { s3Settings } from '@bora/environment';
import { type ObjectStore, openObjectStore } from '@bora/object-store';
import type { Config } from './config.ts';

/** Opens the store at a location, lets work be done with it and closes it, however that ends. */
export async function withStore<Result>(
  location: string,
  config: Config,
  work: (store: ObjectStore) => Promise<Result>,
): Promise<Result> {
  const store = openObjectStore(location, s3Settings(config));
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
