import { type Kysely, sql } from 'kysely';
import type { Tables } from '../database/tables.ts';
import type { OfDecision } from '../records/decision-key.ts';
import { listPartitions } from '../records/partitions.ts';
import { forgetWork } from '../workflow/forget-words.ts';
import { lockRights } from './holds.ts';

/** Rows of one transaction: a month of millions ends within no statement's time. */
const rowsAtOnce = 10_000;

/** Decisions of held applicants and batches. */
const held = sql<boolean>`(
  source_id in (select batch_id from holds where released_at is null and batch_id is not null)
  or coalesce(applicant_id in (select applicant_id from holds where released_at is null and applicant_id is not null), false))`;

/**
 * Removes the decisions from before, in whole months, with what people wrote about them, and months of which nothing is
 * left. What is on hold stays. Returns how many decisions were removed.
 */
export async function removeDecisions(
  query: Kysely<Tables>,
  before: Date,
  atOnce = rowsAtOnce,
): Promise<number> {
  let removed = 0;
  for (const { name } of (await listPartitions(query)).filter(({ until }) => until <= before)) {
    removed += await removeFrom(query, name, before, atOnce);
    await dropEmpty(query, name);
  }
  // Months that never had a partition.
  return removed + (await removeFrom(query, 'decisions_default', before, atOnce));
}

async function removeFrom(
  query: Kysely<Tables>,
  name: string,
  before: Date,
  atOnce: number,
): Promise<number> {
  const table = sql.table(name);
  let removed = 0;
  for (;;) {
    const ofStep = await query.transaction().execute(async (transaction) => {
      await lockRights(transaction);
      const { rows } = await sql<OfDecision>`
        delete from ${table} where ctid = any(array(
          select ctid from ${table} where decided_at < ${before} and not ${held} limit ${atOnce}))
        returning source_id, row_number`.execute(transaction);
      if (rows.length > 0) await forgetWork(transaction, rows);
      return rows.length;
    });
    removed += ofStep;
    if (ofStep < atOnce) return removed;
  }
}

async function dropEmpty(query: Kysely<Tables>, name: string): Promise<void> {
  await query.transaction().execute(async (transaction) => {
    await lockRights(transaction);
    const left = await sql`select 1 from ${sql.table(name)} limit 1`.execute(transaction);
    if (left.rows.length === 0) await sql`drop table ${sql.table(name)}`.execute(transaction);
  });
}
