import type { Retention, RetentionReport, RetentionState } from '@bora/contracts';
import { RetentionReport as RetentionReportSchema } from '@bora/contracts';
import type { ObjectStore } from '@bora/object-store';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { listPartitions } from '../records/partitions.ts';
import { removeStoredUpload } from '../upload/stored-upload.ts';
import { lockRights } from './holds.ts';

/** Decisions of held applicants and batches. */
const held = sql<boolean>`(
  source_id in (select batch_id from holds where released_at is null and batch_id is not null)
  or coalesce(applicant_id in (select applicant_id from holds where released_at is null and applicant_id is not null), false))`;

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

async function removeDecisions(query: Kysely<Tables>, before: Date): Promise<number> {
  let removed = 0;
  for (const { name } of (await listPartitions(query)).filter(({ until }) => until <= before)) {
    removed += await query.transaction().execute(async (transaction) => {
      await lockRights(transaction);
      const deleted = await sql`delete from ${sql.table(name)} where not ${held}`.execute(transaction);
      const left = await sql`select 1 from ${sql.table(name)} limit 1`.execute(transaction);
      if (left.rows.length === 0) await sql`drop table ${sql.table(name)}`.execute(transaction);
      return Number(deleted.numAffectedRows ?? 0);
    });
  }
  // Months that never had a partition.
  const rest = await sql`delete from decisions_default where decided_at < ${before} and not ${held}`.execute(
    query,
  );
  return removed + Number(rest.numAffectedRows ?? 0);
}

/** The upload before the row that names it: a crash between leaves a row, which is found again. */
async function removeBatches(query: Kysely<Tables>, uploads: ObjectStore, before: Date): Promise<number> {
  const ended = await query
    .selectFrom('batches')
    .select('id')
    .where('ended_at', '<', before)
    .where(sql<boolean>`not exists (select 1 from decisions where source_id = batches.id)`)
    .where(sql<boolean>`not exists (select 1 from holds where batch_id = batches.id and released_at is null)`)
    .execute();
  for (const { id } of ended) {
    await removeStoredUpload(uploads, id);
    await query.deleteFrom('batches').where('id', '=', id).execute();
  }
  return ended.length;
}
