import { batchKeyOwner, type PayloadCipher, rewrapDataKey } from '@bora/batch-store';
import { ObjectNotFoundError, type ObjectStore } from '@bora/object-store';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';
import {
  listStoredUploads,
  readStoredUploadIndex,
  type StoredUploadIndex,
  writeStoredUploadIndex,
} from '../upload/stored-upload.ts';
import { openKept, wrappedFor } from './lost-keys.ts';

export interface RewrapDependencies {
  readonly query: Kysely<Tables>;
  readonly uploads: ObjectStore;
  /** Opens with the payload key of today alone. */
  readonly current: PayloadCipher;
  /** Opens with the one before as well. */
  readonly rotating: PayloadCipher;
}

export interface Rewrapped {
  readonly rewrapped: number;
  /** Stored uploads that the old key sealed itself, and that still need it. */
  readonly bound: number;
  /** Keys that neither of the two opens: a third one wrapped them, and they stay as they are. */
  readonly closed: number;
}

/**
 * Wraps every kept data key with the payload key of today, and touches no data. May be repeated after a crash: what is
 * wrapped already stays.
 *
 * Throws where a store does not answer or an index is damaged: then nobody can tell whether the old key may go.
 */
export async function rewrapKeys({
  query,
  uploads,
  current,
  rotating,
}: RewrapDependencies): Promise<Rewrapped> {
  const counts = { rewrapped: 0, bound: 0, closed: 0 };
  /** The key wrapped anew; `undefined` where there is nothing to do. */
  function anewOf(wrapped: Buffer, owner: string): Buffer | undefined {
    if (openKept(current, wrapped, owner)) return undefined;
    const isKnown = openKept(rotating, wrapped, owner) !== undefined;
    counts[isKnown ? 'rewrapped' : 'closed'] += 1;
    return isKnown ? rewrapDataKey(rotating, wrapped, owner) : undefined;
  }

  for (const { id, purpose, wrapped } of await query.selectFrom('data_keys').selectAll().execute()) {
    const anew = anewOf(wrapped, wrappedFor(purpose));
    if (anew) await query.updateTable('data_keys').set({ wrapped: anew }).where('id', '=', id).execute();
  }
  for (const batchId of await listStoredUploads(uploads)) {
    const index = await indexOf(uploads, batchId);
    if (!index) continue;
    if (index.wrappedKey === undefined) {
      counts.bound += 1;
      continue;
    }
    const anew = anewOf(Buffer.from(index.wrappedKey, 'base64'), batchKeyOwner(batchId));
    if (anew) await writeStoredUploadIndex(uploads, { ...index, wrappedKey: anew.toString('base64') });
  }
  return counts;
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
