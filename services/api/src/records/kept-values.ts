import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';

/** Whether the record holds this batch and still shows what was given for its decisions: its upload must stay. */
export async function keepsValues(database: Kysely<Tables>, batchId: string): Promise<boolean> {
  const batch = await database
    .selectFrom('batches')
    .select('id')
    .where('id', '=', batchId)
    .where('values_removed_at', 'is', null)
    .executeTakeFirst();
  return batch !== undefined;
}
