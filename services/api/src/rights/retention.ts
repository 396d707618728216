import type { Retention, RetentionReport, RetentionState } from '@bora/contracts';
import { RetentionReport as RetentionReportSchema } from '@bora/contracts';
import { type Kysely, sql } from 'kysely';
import type { Logger } from 'pino';
import type { SystemTrail } from '../audit/system-trail.ts';
import type { Tables } from '../database/tables.ts';
import { isAway } from '../records/passing-failure.ts';
import { type BatchEnd, batchesPastTerm, type EndBatchDependencies, endBatch } from './end-batch.ts';
import { removeDecisions } from './remove-decisions.ts';

export interface RetentionDependencies extends EndBatchDependencies {
  readonly systemTrail: SystemTrail;
  readonly log: Logger;
}

/**
 * Removes decisions that have reached their term, a month at a time once the whole month has, and then the batches of
 * which none is left with what was given for them; of those with rows on hold the values of all other rows. What is on
 * hold stays. Each step writes its entry into the trail. May be repeated after a crash.
 */
export async function applyRetention(
  dependencies: RetentionDependencies,
  { months }: Retention,
  now = new Date(),
): Promise<RetentionReport> {
  const { query, systemTrail } = dependencies;
  const before = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months));
  const decisions = await removeDecisions(query, before, (transaction, removed) =>
    systemTrail.append(transaction, {
      action: 'retention.remove-decisions',
      objectId: null,
      changes: [
        { setting: 'decisions', from: String(removed), to: null },
        { setting: 'before', from: null, to: before.toISOString() },
      ],
    }),
  );
  const ends = await endBatches(dependencies, before);
  const count = (kind: BatchEnd) => ends.filter((end) => end === kind).length;
  await sql`delete from data_keys where purpose like 'singles:%' and created_at < ${before}
    and not exists (select 1 from decisions where key_id = data_keys.id and decided_at < ${before})
    and purpose < ${`singles:${before.toISOString().slice(0, 7)}`}`.execute(query);
  await sql`delete from shared_batches where shared_at < ${before}
    and not exists (select 1 from batches where id = batch_id)`.execute(query);
  await removeRuns(dependencies, before);
  const { rows } = await sql<{ held: number }>`
    select count(*) as held from decisions where decided_at < ${before}`.execute(query);
  const report = {
    before: before.toISOString(),
    decisions,
    batches: count('removed'),
    rewritten: count('rewritten'),
    held: rows[0]?.held ?? 0,
  };
  if (decisions > 0 || ends.length > 0) {
    await query
      .insertInto('retention_runs')
      .values({ report: sql`${JSON.stringify(report)}::jsonb` })
      .execute();
  }
  return report;
}

/** What was computed and kept for people, as old as the decisions that have reached their term. */
async function removeRuns({ query, systemTrail }: RetentionDependencies, before: Date): Promise<void> {
  await query.transaction().execute(async (transaction) => {
    const removed = {
      simulations: await transaction.deleteFrom('simulations').where('created_at', '<', before).execute(),
      segmentations: await transaction.deleteFrom('segmentations').where('created_at', '<', before).execute(),
      customers: await transaction.deleteFrom('saved_customers').where('saved_at', '<', before).execute(),
    };
    const changes = Object.entries(removed)
      .map(([setting, [result]]) => ({ setting, from: String(result?.numDeletedRows ?? 0), to: null }))
      .filter(({ from }) => from !== '0');
    if (changes.length > 0)
      await systemTrail.append(transaction, { action: 'retention.remove-runs', objectId: null, changes });
  });
}

/** One whose upload cannot be read is told, and keeps no other one. */
async function endBatches(dependencies: RetentionDependencies, before: Date): Promise<BatchEnd[]> {
  const { query, systemTrail, log } = dependencies;
  const ends: BatchEnd[] = [];
  for (const batchId of await batchesPastTerm(query, before)) {
    try {
      const end = await endBatch(dependencies, batchId, (transaction, end) =>
        systemTrail.append(transaction, {
          action: 'retention.end-batch',
          objectId: batchId,
          changes: [{ setting: 'upload', from: 'kept', to: end }],
        }),
      );
      if (end !== 'kept') ends.push(end);
    } catch (error) {
      if (isAway(error)) throw error;
      log.error({ err: error, batchId }, 'a batch past its term cannot be removed');
    }
  }
  return ends;
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
