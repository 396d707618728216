import { listUnrecordedRun, type RunKind, readListedRuns } from '@bora/batch-store';
import type { Redis } from 'ioredis';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../database/tables.ts';

/**
 * Lists as unrecorded what Redis knows and the record does not: runs of a release that kept no such list. Those that are
 * in the list already stay where they are.
 */
export async function adoptRuns(query: Kysely<Tables>, redis: Redis, kind: RunKind): Promise<void> {
  const ids = await readListedRuns(redis, kind);
  const { rows } = await sql<{ id: string }>`
    select id from ${sql.table(kind)} where id = any(${ids}::uuid[])`.execute(query);
  const known = new Set(rows.map(({ id }) => id));
  for (const id of ids) if (!known.has(id)) await listUnrecordedRun(redis, kind, id, Date.now());
}
