import { type Kysely, Migrator } from 'kysely';
import { isDatabaseFailure } from './is-database-failure.ts';
import { migrations } from './migrations/index.ts';

/**
 * Brings the tables up to date: all that is missing in one transaction, so that a crash in the middle leaves what was
 * there. Of several processes one does it while the others wait.
 *
 * Throws `MigrationFailedError` where a step fails, and where PostgreSQL is away what `isDatabaseFailure` knows.
 */
export async function migrate<Known>(database: Kysely<Known>): Promise<void> {
  const migrator = new Migrator({
    db: database as unknown as Kysely<unknown>,
    provider: { getMigrations: async () => migrations },
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error === undefined) return;
  if (isDatabaseFailure(error)) throw error;
  const failed = results?.find(({ status }) => status === 'Error');
  throw new MigrationFailedError(failed?.migrationName ?? 'none of them', error);
}

/** The tables cannot be brought up to date: they are those of another version, or were changed by hand. */
export class MigrationFailedError extends Error {
  override readonly name = 'MigrationFailedError';
  readonly code = 'migration-failed';

  constructor(migration: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : 'no reason given';
    super(`The tables of the database could not be brought up to date (${migration}): ${reason}`, { cause });
  }
}
