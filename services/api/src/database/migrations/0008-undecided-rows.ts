import { type Kysely, type Migration, sql } from 'kysely';

/** Whose the rows of a recorded batch are that have no decision, and how many rows a batch past its term still holds. */
export const undecidedRows: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};

const statements = [
  `create table undecided_rows (
    batch_id uuid not null,
    row_number integer not null,
    applicant_id text not null,
    why text not null check (why in ('wrong-field-count', 'missing-id', 'chunk-failed', 'not-scored')),
    primary key (batch_id, row_number)
  )`,
  `create index undecided_rows_by_applicant on undecided_rows (left(applicant_id, 200), batch_id, row_number)`,
  // Nothing ever wrote it: what is past its term goes with its batch, or is blanked but for the rows on hold.
  'alter table batches drop column values_removed_at',
  'alter table batches add column rows_kept integer',
];
