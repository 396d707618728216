import { type Kysely, sql } from 'kysely';
import type { Tables } from '../database/tables.ts';

/** Whether the upload of this batch must stay: the record holds the batch, or a legal hold keeps it. */
export async function keepsUpload(database: Kysely<Tables>, batchId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from batches where id = ${batchId}::uuid
    union all select 1 from holds where batch_id = ${batchId}::uuid and released_at is null limit 1`.execute(
    database,
  );
  return rows.length > 0;
}
