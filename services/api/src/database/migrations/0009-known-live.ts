import { type Kysely, type Migration, sql } from 'kysely';

/** What was live of each model and policy when the trail last spoke of it. */
export const knownLive: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    await sql`create table known_live (
      kind text not null check (kind in ('model', 'policy')),
      name text not null,
      version text not null,
      moved_at text not null,
      primary key (kind, name)
    )`.execute(database);
  },
};
