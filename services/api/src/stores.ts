import { s3Settings } from '@bora/environment';
import { type ObjectStore, openObjectStore } from '@bora/object-store';
import type { Config } from './config.ts';

/** Everything that is kept as files, each kind in a folder or bucket of its own. */
export interface Stores {
  readonly models: ObjectStore;
  readonly policies: ObjectStore;
  readonly segments: ObjectStore;
  readonly uploads: ObjectStore;
  close(): Promise<void>;
}

export function openStores(config: Config): Stores {
  const s3 = s3Settings(config);
  const stores = {
    models: openObjectStore(config.MODEL_STORE, s3),
    policies: openObjectStore(config.POLICY_STORE, s3),
    segments: openObjectStore(config.SEGMENT_STORE, s3),
    uploads: openObjectStore(config.UPLOAD_STORE, s3),
  };
  return {
    ...stores,
    async close() {
      await Promise.all(Object.values(stores).map((store) => store.close()));
    },
  };
}
