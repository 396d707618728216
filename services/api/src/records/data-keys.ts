import { randomUUID } from 'node:crypto';
import { createDataKey, openDataKey, type PayloadCipher } from '@bora/batch-store';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { isSetAside, KeyLostError, openKept, wrappedFor } from './lost-keys.ts';

export interface KeptKey {
  readonly id: string;
  readonly cipher: PayloadCipher;
}

/** Keys of what the database keeps sealed. They are kept there as well, wrapped by the payload key. */
export interface DataKeys {
  /** The key of a month's values of single applications; made where it is not there. */
  ofMonth(moment: Date): Promise<KeptKey>;
  /** The key of a purpose; made where it is not there. */
  ofPurpose(purpose: string): Promise<KeptKey>;
  /** Throws where there is no such key, and `KeyLostError`. */
  byId(id: string): Promise<KeptKey>;
}

export function createDataKeys(query: Kysely<Tables>, payloadCipher: PayloadCipher): DataKeys {
  const byPurpose = new Map<string, KeptKey>();
  const known = new Map<string, KeptKey>();

  async function ofPurpose(purpose: string): Promise<KeptKey> {
    const known = byPurpose.get(purpose);
    if (known) return known;
    const { wrapped } = createDataKey(payloadCipher, purpose);
    await query
      .insertInto('data_keys')
      .values({ id: randomUUID(), purpose, wrapped })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    // Of two that make it at once one wins.
    const kept = await query
      .selectFrom('data_keys')
      .select(['id', 'wrapped'])
      .where('purpose', '=', purpose)
      .executeTakeFirstOrThrow();
    const key = { id: kept.id, cipher: openDataKey(payloadCipher, kept.wrapped, purpose) };
    byPurpose.set(purpose, key);
    return key;
  }

  return {
    ofPurpose,
    ofMonth: (moment) => ofPurpose(`singles:${moment.toISOString().slice(0, 7)}`),
    async byId(id) {
      const before = known.get(id);
      if (before) return before;
      const { purpose, wrapped } = await query
        .selectFrom('data_keys')
        .select(['purpose', 'wrapped'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      if (isSetAside(purpose) && !openKept(payloadCipher, wrapped, purpose)) throw new KeyLostError();
      const key = { id, cipher: openDataKey(payloadCipher, wrapped, wrappedFor(purpose)) };
      known.set(id, key);
      return key;
    },
  };
}
