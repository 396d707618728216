import { readdir } from 'node:fs/promises';
import { queuePrefix, queues } from '@bora/contracts';
import type { RunningApi } from './running-api.ts';

/** What uploads have left in Redis and in the object store: chunk bytes, jobs, files. */
export async function leftovers(api: RunningApi): Promise<string[]> {
  const chunks = await storedChunks(api);
  const jobs = await api.redis.keys(`${queuePrefix}:${queues.chunks.name}:*-*`);
  return [...chunks, ...jobs, ...(await storedFiles(api))];
}

/** Keys of all chunks that are stored in Redis, those of accepted uploads included. */
export function storedChunks({ redis }: RunningApi): Promise<string[]> {
  return redis.keys('bora:{*}:chunk:*');
}

/** Names of all files of the upload store, those included that are still being written. */
export async function storedFiles({ uploads }: RunningApi): Promise<string[]> {
  const folder = uploads.location.slice('file:'.length);
  const files = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return files.filter((file) => file.isFile()).map((file) => file.name);
}
