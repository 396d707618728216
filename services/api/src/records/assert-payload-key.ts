import type { PayloadCipher } from '@bora/batch-store';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { openKept } from './lost-keys.ts';

/**
 * Whether the payload key is the one of this database: of the keys that are kept there it opens at least one. Reads alone,
 * so that it can be asked before anything is written, also where there are no tables yet.
 *
 * @throws DatabaseKeyMismatchError
 */
export async function assertPayloadKey(query: Kysely<Tables>, cipher: PayloadCipher): Promise<void> {
  const { rows } = await sql<{ there: boolean }>`
    select to_regclass('data_keys') is not null as there`.execute(query);
  if (!rows[0]?.there) return;
  const kept = await query.selectFrom('data_keys').select(['purpose', 'wrapped']).execute();
  // Not all of them: a key that was lost once has left its own behind.
  if (kept.length === 0 || kept.some(({ purpose, wrapped }) => openKept(cipher, wrapped, purpose))) return;
  throw new DatabaseKeyMismatchError(kept.length);
}

/** What the database holds was sealed with another payload key. */
export class DatabaseKeyMismatchError extends Error {
  override readonly name = 'DatabaseKeyMismatchError';
  readonly code = 'payload-key-mismatch';

  /** @param kept how many keys there are, of which none can be opened */
  constructor(kept: number) {
    super(
      `The data in this database is sealed with another PAYLOAD_KEY: of ${kept} kept ${kept === 1 ? 'key' : 'keys'} it opens ` +
        'none. Nothing was changed. Give the api the PAYLOAD_KEY of before; only where nobody has that one any more, start ' +
        'with PAYLOAD_KEY_LOST=true: what it sealed is lost then, and docs/operations.md says what else follows.',
    );
  }
}
