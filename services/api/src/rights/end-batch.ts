import type { PayloadCipher } from '@bora/batch-store';
import type { ObjectStore } from '@bora/object-store';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { removeStoredUpload } from '../upload/stored-upload.ts';
import { blankRows } from './blank-rows.ts';
import { lockRights } from './holds.ts';

export interface EndBatchDependencies {
  readonly query: Kysely<Tables>;
  readonly uploads: ObjectStore;
  readonly cipher: PayloadCipher;
}

/** What the end of its term made of a batch; `kept`: it is as it was, and on hold as a whole or in the rows that are left. */
export type BatchEnd = 'removed' | 'rewritten' | 'kept';

/** Of a row of `batches`: no hold on it as a whole is in force. */
export const isNotHeld = sql<boolean>`not exists (
  select 1 from holds where batch_id = batches.id and released_at is null)`;

/** Batches that ended before, but for those on hold. */
export async function batchesPastTerm(query: Kysely<Tables>, before: Date): Promise<string[]> {
  const ended = query.selectFrom('batches').select('id').where('ended_at', '<', before).where(isNotHeld);
  return (await ended.execute()).map(({ id }) => id);
}

/**
 * Ends a batch whose decisions have reached their term: it goes with its upload, or, where applicants in it are on hold,
 * the upload is left with their rows alone. Unless somebody has placed a hold on the batch since. The upload goes first: a
 * crash leaves a row, which is found again.
 */
export async function endBatch(
  { query, uploads, cipher }: EndBatchDependencies,
  id: string,
  note: (transaction: Transaction<Tables>, end: BatchEnd) => Promise<void>,
): Promise<BatchEnd> {
  return query.transaction().execute(async (transaction) => {
    await lockRights(transaction);
    const batch = await transaction
      .selectFrom('batches')
      .select('rows_kept')
      .where('id', '=', id)
      .where(isNotHeld)
      .executeTakeFirst();
    if (!batch) return 'kept';
    await sql`delete from undecided_rows where batch_id = ${id}::uuid and applicant_id not in (
      select applicant_id from holds where released_at is null and applicant_id is not null)`.execute(
      transaction,
    );
    const held = await rowsLeft(transaction, id);
    if (held.size === batch.rows_kept) return 'kept';
    if (held.size === 0) {
      await removeStoredUpload(uploads, id);
      await transaction.deleteFrom('batches').where('id', '=', id).execute();
    } else {
      await blankRows(uploads, cipher, id, (row) => !held.has(row));
      await transaction.updateTable('batches').set({ rows_kept: held.size }).where('id', '=', id).execute();
    }
    const end = held.size === 0 ? 'removed' : 'rewritten';
    await note(transaction, end);
    return end;
  });
}

/** Rows of which a decision, or whose they are, is still recorded: those on hold. */
async function rowsLeft(transaction: Transaction<Tables>, id: string): Promise<Set<number>> {
  const { rows } = await sql<{ row_number: number }>`
    select row_number from decisions where source_id = ${id}::uuid
    union all select row_number from undecided_rows where batch_id = ${id}::uuid`.execute(transaction);
  return new Set(rows.map(({ row_number }) => row_number));
}
