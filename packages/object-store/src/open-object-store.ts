import { resolve } from 'node:path';
import { ChecksummedStore } from './checksummed-store.ts';
import { ObjectStoreSettingsError } from './errors.ts';
import { FolderStore } from './folder-store.ts';
import { isObjectKey } from './object-key.ts';
import type { ObjectStore } from './object-store.ts';
import type { S3Settings } from './s3-settings.ts';
import { S3Store } from './s3-store.ts';

/**
 * The store at a location; nothing is read or connected before the first call, and `close` ends it.
 *
 * @param location `file:<folder>`, absolute or relative to the working directory and created by the first
 *   `put`, or `s3://<bucket>` with or without `/<prefix>`
 * @throws ObjectStoreSettingsError when the location or the settings can name no store
 */
export function openObjectStore(location: string, settings: S3Settings = {}): ObjectStore {
  const raw = folderAt(location) ?? bucketAt(location, settings);
  // The location is not repeated, because a mistaken one may hold a secret.
  if (raw === undefined)
    throw new ObjectStoreSettingsError('An object store is at file:<folder> or s3://<bucket>/<prefix>.');
  return new ChecksummedStore(raw);
}

function folderAt(location: string): FolderStore | undefined {
  const path = /^file:(?:\/\/(?=\/))?(?!\/\/)(.+)$/.exec(location)?.[1];
  return path === undefined ? undefined : new FolderStore(resolve(path));
}

function bucketAt(location: string, settings: S3Settings): S3Store | undefined {
  const [, bucket, prefix] =
    /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*?))?\/?$/.exec(location) ?? [];
  if (bucket === undefined) return undefined;
  if (!prefix) return new S3Store(bucket, '', settings);
  return isObjectKey(prefix) ? new S3Store(bucket, `${prefix}/`, settings) : undefined;
}
