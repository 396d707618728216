export { ensureBucket } from './ensure-bucket.ts';
export {
  ObjectDamagedError,
  ObjectKeyError,
  ObjectNotFoundError,
  ObjectStoreSettingsError,
  ObjectStoreUnavailableError,
} from './errors.ts';
export type { ObjectInfo, ObjectStore } from './object-store.ts';
export { isStoreLocation, openObjectStore, storeLocations } from './open-object-store.ts';
export type { S3Settings } from './s3-settings.ts';
