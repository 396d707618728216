import type { RunKind } from '@bora/batch-store';
import { type Kysely, sql } from 'kysely';
import type { z } from 'zod';
import type { Tables } from '../database/tables.ts';

/** A run that Redis may have forgotten, with the person who asked for it. */
export interface OwnedRun<Run> {
  readonly owner: string;
  readonly run: Run;
}

/** Where runs of a kind stand in the record, and what each of them is. */
export interface RecordedKind<Run> {
  readonly table: RunKind;
  readonly run: z.ZodType<Run>;
}

/** `undefined` where the record holds no such run. */
export async function readRecordedRun<Run>(
  query: Kysely<Tables>,
  { table, run }: RecordedKind<Run>,
  id: string,
): Promise<OwnedRun<Run> | undefined> {
  const found = await query
    .selectFrom(table)
    .select(['owner', 'run'])
    .where('id', '=', id)
    .executeTakeFirst();
  return found && { owner: found.owner, run: run.parse(found.run) };
}

/** Which of the runs, newest first, from the one after `after` on. */
export interface RunPage {
  readonly limit: number;
  readonly owner: string | undefined;
  readonly after?: { readonly id: string; readonly createdAt: Date } | undefined;
}

export async function listRecordedRuns<Run>(
  query: Kysely<Tables>,
  { table, run }: RecordedKind<Run>,
  { limit, owner, after }: RunPage,
): Promise<Run[]> {
  let wanted = query
    .selectFrom(table)
    .select('run')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit);
  if (owner !== undefined) wanted = wanted.where('owner', '=', owner);
  if (after) {
    wanted = wanted.where(
      sql<boolean>`(created_at, id) < (${after.createdAt.toISOString()}::timestamptz, ${after.id}::uuid)`,
    );
  }
  return (await wanted.execute()).map((row) => run.parse(row.run));
}
