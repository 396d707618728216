import { type Kysely, type Migration, sql } from 'kysely';

/** Segmentations that have ended, without their members. */
export const segmentations: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};

const statements = [
  // The summary apart from the run, because lists are read without it.
  `create table segmentations (
    id uuid primary key,
    owner text not null,
    created_at timestamptz(3) not null,
    run jsonb not null,
    summary jsonb
  )`,
  'create index segmentations_by_time on segmentations (created_at, id)',
  'create index segmentations_by_owner on segmentations (owner, created_at, id)',
];
