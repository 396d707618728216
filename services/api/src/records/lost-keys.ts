import { type PayloadCipher, PayloadUnreadableError, unwrapKey } from '@bora/batch-store';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';

/** Behind the purpose of a kept key whose payload key is said to be lost; its id follows. */
const lostMark = ':lost:';

/**
 * Where the payload key is said to be lost: marks every kept key that cannot be opened, so that another one is made for its
 * purpose. What refers to it does so by id, and is read again where the payload key turns up.
 */
export async function setLostKeysAside(query: Kysely<Tables>, cipher: PayloadCipher): Promise<void> {
  const kept = await query.selectFrom('data_keys').select(['id', 'purpose', 'wrapped']).execute();
  for (const { id, purpose, wrapped } of kept) {
    if (isSetAside(purpose) || openKept(cipher, wrapped, purpose)) continue;
    await query
      .updateTable('data_keys')
      .set({ purpose: `${purpose}${lostMark}${id}` })
      .where('id', '=', id)
      // Another api that starts as well may have been first.
      .where('purpose', '=', purpose)
      .execute();
  }
}

/** A kept key, or `undefined` where another payload key sealed it. */
export function openKept(cipher: PayloadCipher, wrapped: Buffer, purpose: string): Buffer | undefined {
  try {
    return unwrapKey(cipher, wrapped, wrappedFor(purpose));
  } catch (error) {
    if (error instanceof PayloadUnreadableError) return undefined;
    throw error;
  }
}

/** Whether the key was marked, because its payload key was said to be lost. */
export function isSetAside(purpose: string): boolean {
  return purpose.includes(lostMark);
}

/** For what a key was wrapped: its purpose of before it was set aside. */
export function wrappedFor(purpose: string): string {
  return purpose.split(lostMark)[0]!;
}

/** A key, or `undefined` where its payload key was said to be lost: what it sealed is as good as gone. */
export async function unlessLost<Key>(asked: Promise<Key>): Promise<Key | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof KeyLostError) return undefined;
    throw error;
  }
}

/** What this key sealed cannot be read any more: its payload key was said to be lost, and has not turned up. */
export class KeyLostError extends Error {
  override readonly name = 'KeyLostError';
  readonly code = 'key-lost';

  constructor() {
    super('What was sealed with a PAYLOAD_KEY that was said to be lost cannot be read.');
  }
}
