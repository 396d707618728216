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
  const place = folderAt(location) ?? bucketAt(location);
  // The location is not repeated, because a mistaken one may hold a secret.
  if (place === undefined) throw new ObjectStoreSettingsError(`An object store is at ${storeLocations}.`);
  const raw =
    'folder' in place ? new FolderStore(place.folder) : new S3Store(place.bucket, place.prefix, settings);
  return new ChecksummedStore(raw);
}

/** What a location looks like. */
export const storeLocations = 'file:<folder> or s3://<bucket>/<prefix>';

/** Whether a location names a store; nothing is opened. */
export function isStoreLocation(location: string): boolean {
  return (folderAt(location) ?? bucketAt(location)) !== undefined;
}

function folderAt(location: string): { folder: string } | undefined {
  const path = /^file:(?:\/\/(?=\/))?(?!\/\/)(.+)$/.exec(location)?.[1];
  return path === undefined ? undefined : { folder: resolve(path) };
}

/** The prefix is '' or ends in a slash. */
function bucketAt(location: string): { bucket: string; prefix: string } | undefined {
  const [, bucket, prefix] =
    /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*?))?\/?$/.exec(location) ?? [];
  if (bucket === undefined) return undefined;
  if (!prefix) return { bucket, prefix: '' };
  return isObjectKey(prefix) ? { bucket, prefix: `${prefix}/` } : undefined;
}
