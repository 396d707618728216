import type { Retention, RetentionReport, RetentionState } from '@bora/contracts';
import { RetentionReport as RetentionReportSchema } from '@bora/contracts';
import type { ObjectStore } from '@bora/object-store';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { removeStoredUpload } from '../upload/stored-upload.ts';
import { lockRights } from './holds.ts';
import { removeDecisions } from './remove-decisions.ts';

/**
 * Removes decisions that have reached their term, a month at a time once the whole month has, and then the batches of
 * which none is left with what was given for them. What is on hold stays. May be repeated after a crash.
 */
export async function applyRetention(
  { query, uploads }: { readonly query: Kysely<Tables>; readonly uploads: ObjectStore },
  { months }: Retention,
  now = new Date(),
): Promise<RetentionReport> {
  const before = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months));
  const decisions = await removeDecisions(query, before);
  const batches = await removeBatches(query, uploads, before);
  await sql`delete from data_keys where purpose like 'singles:%' and created_at < ${before}
    and not exists (select 1 from decisions where key_id = data_keys.id and decided_at < ${before})
    and purpose < ${`singles:${before.toISOString().slice(0, 7)}`}`.execute(query);
  await query.deleteFrom('simulations').where('created_at', '<', before).execute();
  await query.deleteFrom('segmentations').where('created_at', '<', before).execute();
  await sql`delete from shared_batches where shared_at < ${before}
    and not exists (select 1 from batches where id = batch_id)`.execute(query);
  await query.deleteFrom('saved_customers').where('saved_at', '<', before).execute();
  const { rows } = await sql<{ held: number }>`
    select count(*) as held from decisions where decided_at < ${before}`.execute(query);
  const report = { before: before.toISOString(), decisions, batches, held: rows[0]?.held ?? 0 };
  if (decisions > 0 || batches > 0) {
    await query
      .insertInto('retention_runs')
      .values({ report: sql`${JSON.stringify(report)}::jsonb` })
      .execute();
  }
  return report;
}

/** The term, and the last rounds that removed something. */
export async function readRetention(
  query: Kysely<Tables>,
  profile: string,
  retention: Retention,
): Promise<RetentionState> {
  const rounds = await query
    .selectFrom('retention_runs')
    .select(['ran_at', 'report'])
    .orderBy('id', 'desc')
    .limit(100)
    .execute();
  return {
    profile,
    ...retention,
    rounds: rounds.map(({ ran_at, report }) => ({
      ranAt: ran_at.toISOString(),
      ...RetentionReportSchema.parse(report),
    })),
  };
}

const isNotHeld = sql<boolean>`not exists (
  select 1 from holds where batch_id = batches.id and released_at is null)`;

async function removeBatches(query: Kysely<Tables>, uploads: ObjectStore, before: Date): Promise<number> {
  const ended = await query
    .selectFrom('batches')
    .select('id')
    .where('ended_at', '<', before)
    .where(sql<boolean>`not exists (select 1 from decisions where source_id = batches.id)`)
    .where(isNotHeld)
    .execute();
  let removed = 0;
  for (const { id } of ended) if (await removeBatch(query, uploads, id)) removed += 1;
  return removed;
}

/** Unless somebody has placed a hold since. The upload goes first: a crash leaves a row, which is found again. */
async function removeBatch(query: Kysely<Tables>, uploads: ObjectStore, id: string): Promise<boolean> {
  return query.transaction().execute(async (transaction) => {
    await lockRights(transaction);
    const batch = await transaction
      .selectFrom('batches')
      .select('id')
      .where('id', '=', id)
      .where(isNotHeld)
      .executeTakeFirst();
    if (!batch) return false;
    await removeStoredUpload(uploads, id);
    await transaction.deleteFrom('batches').where('id', '=', id).execute();
    return true;
  });
}
