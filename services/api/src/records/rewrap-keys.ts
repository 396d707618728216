import { batchKeyOwner, type PayloadCipher, PayloadUnreadableError, rewrapDataKey } from '@bora/batch-store';
import { ObjectNotFoundError, type ObjectStore } from '@bora/object-store';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';
import {
  listStoredUploads,
  readStoredUploadIndex,
  type StoredUploadIndex,
  writeStoredUploadIndex,
} from '../upload/stored-upload.ts';

export interface RewrapDependencies {
  readonly query: Kysely<Tables>;
  readonly uploads: ObjectStore;
  /** Opens with the payload key of today alone. */
  readonly current: PayloadCipher;
  /** Opens with the one before as well. */
  readonly rotating: PayloadCipher;
}

/**
 * Wraps every kept data key with the payload key of today, and touches no data. May be repeated after a crash: what is
 * wrapped already stays.
 *
 * @returns how many were wrapped anew, and how many stored uploads the old key sealed itself and still needs. Throws where
 * a store does not answer or an index is damaged: then nobody can tell whether the old key may go.
 */
export async function rewrapKeys({
  query,
  uploads,
  current,
  rotating,
}: RewrapDependencies): Promise<{ rewrapped: number; bound: number }> {
  let rewrapped = 0;
  let bound = 0;
  for (const { id, purpose, wrapped } of await query.selectFrom('data_keys').selectAll().execute()) {
    if (opens(current, wrapped, purpose)) continue;
    const anew = rewrapDataKey(rotating, wrapped, purpose);
    await query.updateTable('data_keys').set({ wrapped: anew }).where('id', '=', id).execute();
    rewrapped += 1;
  }
  for (const batchId of await listStoredUploads(uploads)) {
    const index = await indexOf(uploads, batchId);
    if (!index) continue;
    if (index.wrappedKey === undefined) {
      bound += 1;
      continue;
    }
    const wrapped = Buffer.from(index.wrappedKey, 'base64');
    const owner = batchKeyOwner(batchId);
    if (opens(current, wrapped, owner)) continue;
    const anew = rewrapDataKey(rotating, wrapped, owner).toString('base64');
    await writeStoredUploadIndex(uploads, { ...index, wrappedKey: anew });
    rewrapped += 1;
  }
  return { rewrapped, bound };
}

/** `undefined` while it is being uploaded, and where it was removed meanwhile. */
async function indexOf(uploads: ObjectStore, batchId: string): Promise<StoredUploadIndex | undefined> {
  try {
    return await readStoredUploadIndex(uploads, batchId);
  } catch (error) {
    if (error instanceof ObjectNotFoundError) return undefined;
    throw error;
  }
}

function opens(cipher: PayloadCipher, wrapped: Buffer, owner: string): boolean {
  try {
    rewrapDataKey(cipher, wrapped, owner);
    return true;
  } catch (error) {
    if (error instanceof PayloadUnreadableError) return false;
    throw error;
  }
}
