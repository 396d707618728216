import { type AuditKeys, appendEntry } from '@bora/audit';
import type { AuditContent } from '@bora/contracts';
import type { Kysely, Transaction } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { rowOf } from './entry-rows.ts';
import { trustedHead } from './trusted-head.ts';

/** Appends to the chain; of all processes one at a time, because whoever appends holds the row of the head. */
export interface AuditTrail {
  /** In a transaction of its own. Fails while the database is away. */
  append(contents: readonly AuditContent[]): Promise<void>;
  /** In a transaction that changes more: neither comes into being without the other. The last thing to do in it. */
  appendIn(transaction: Transaction<Tables>, contents: readonly AuditContent[]): Promise<void>;
}

export function auditTrail(query: Kysely<Tables>, keys: AuditKeys): AuditTrail {
  async function appendIn(
    transaction: Transaction<Tables>,
    contents: readonly AuditContent[],
  ): Promise<void> {
    const { head: found, first } = await trustedHead(transaction, keys);
    let head = found;
    for (const content of [...first, ...(await notYetThere(transaction, contents))]) {
      const entry = appendEntry(head, content);
      await transaction.insertInto('audit_entries').values(rowOf(entry)).execute();
      head = { sequence: entry.sequence, hash: entry.hash };
    }
    await transaction
      .updateTable('audit_head')
      .set({ ...head, seal: keys.seal(head) })
      .execute();
  }

  return {
    appendIn,
    append: (contents) => query.transaction().execute((transaction) => appendIn(transaction, contents)),
  };
}

/** What waited may have been appended by a process that died before it could say so. */
async function notYetThere(
  transaction: Transaction<Tables>,
  contents: readonly AuditContent[],
): Promise<readonly AuditContent[]> {
  const ids = contents.map(({ id }) => id);
  const found = await transaction.selectFrom('audit_entries').select('id').where('id', 'in', ids).execute();
  const known = new Set(found.map(({ id }) => id));
  return contents.filter(({ id }) => !known.has(id));
}
