import { type Kysely, sql, type Transaction } from 'kysely';
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

/** Writes down, in the transaction that removes them, how many decisions are removed. */
export type NoteRemoved = (transaction: Transaction<Tables>, decisions: number) => Promise<void>;

interface Removal {
  readonly before: Date;
  readonly note: NoteRemoved;
  readonly atOnce: number;
}

/**
 * Removes the decisions from before, in whole months, with what people wrote about them, and months of which nothing is
 * left. What is on hold stays. Returns how many decisions were removed.
 */
export async function removeDecisions(
  query: Kysely<Tables>,
  before: Date,
  note: NoteRemoved,
  atOnce = rowsAtOnce,
): Promise<number> {
  let removed = 0;
  const removal = { before, note, atOnce };
  for (const { name } of (await listPartitions(query)).filter(({ until }) => until <= before)) {
    removed += await removeFrom(query, name, removal);
    await dropEmpty(query, name);
  }
  // Months that never had a partition.
  return removed + (await removeFrom(query, 'decisions_default', removal));
}

async function removeFrom(
  query: Kysely<Tables>,
  name: string,
  { before, note, atOnce }: Removal,
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
      if (rows.length > 0) {
        await forgetWork(transaction, rows);
        await note(transaction, rows.length);
      }
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
