import { type Kysely, type Migration, sql } from 'kysely';

/** Batches whose decisions everybody who reads batches may read. */
export const sharedBatches: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    // A table of its own and no column of batches: one may be shared before it is recorded.
    await sql`create table shared_batches (
      batch_id uuid primary key,
      shared_at timestamptz not null default now()
    )`.execute(database);
  },
};
