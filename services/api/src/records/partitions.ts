import { type Kysely, type RawBuilder, sql } from 'kysely';
import { advisoryLocks } from '../database/advisory-locks.ts';
import type { Tables } from '../database/tables.ts';

/** Months that are made before they begin. */
const monthsAhead = 3;

/** A month of decisions, in UTC. */
export interface Partition {
  readonly name: string;
  readonly from: Date;
  readonly until: Date;
}

/**
 * Makes the partitions of this month and the next ones, and of every month whose decisions had to wait in the default
 * partition; these move. What is there already stays.
 *
 * @returns names of those that were made.
 */
export async function makePartitions(database: Kysely<Tables>, now = new Date()): Promise<string[]> {
  const ahead = Array.from({ length: monthsAhead + 1 }, (_, index) => addMonths(now, index));
  const { rows } = await sql<{ month: Date }>`
    select distinct date_trunc('month', decided_at, 'UTC') as month from decisions_default`.execute(database);
  const months = [...ahead, ...rows.map(({ month }) => month)].map(partitionOf);
  const made: string[] = [];
  for (const month of months) if (await makePartition(database, month)) made.push(month.name);
  return made;
}

/** The partition that holds decisions of this moment. */
export function partitionOf(moment: Date): Partition {
  const from = addMonths(moment, 0);
  const month = String(from.getUTCMonth() + 1).padStart(2, '0');
  return { name: `decisions_${from.getUTCFullYear()}_${month}`, from, until: addMonths(moment, 1) };
}

/** All months that have a partition, the oldest first; the default partition is none of them. */
export async function listPartitions(database: Kysely<Tables>): Promise<Partition[]> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_inherits join pg_class on pg_class.oid = inhrelid
    where inhparent = 'decisions'::regclass order by relname`.execute(database);
  return rows.flatMap(({ name }) => {
    const [, year, month] = /^decisions_(\d{4})_(\d{2})$/.exec(name) ?? [];
    return year && month ? [partitionOf(new Date(Date.UTC(Number(year), Number(month) - 1)))] : [];
  });
}

async function makePartition(database: Kysely<Tables>, { name, from, until }: Partition): Promise<boolean> {
  if (await exists(database, name)) return false;
  return database.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${advisoryLocks.partitions})`.execute(transaction);
    if (await exists(transaction, name)) return false;
    const [table, first, last] = [sql.table(name), sql.lit(from.toISOString()), sql.lit(until.toISOString())];
    await sql`create table ${table} (like decisions including defaults including constraints including indexes)`.execute(
      transaction,
    );
    // Nobody may add a row of this month to the default partition between the move and the attachment. Where rows move,
    // nobody may read either: a query that has already listed the partitions would find them in none.
    const locked = (await holdsRows(transaction, first, last)) ? 'decisions' : 'decisions_default';
    await sql`lock table ${sql.table(locked)} in access exclusive mode`.execute(transaction);
    await sql`with moved as (
        delete from decisions_default where decided_at >= ${first} and decided_at < ${last} returning *
      ) insert into ${table} select * from moved`.execute(transaction);
    await sql`alter table decisions attach partition ${table} for values from (${first}) to (${last})`.execute(
      transaction,
    );
    return true;
  });
}

async function holdsRows(
  database: Kysely<Tables>,
  first: RawBuilder<unknown>,
  last: RawBuilder<unknown>,
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from decisions_default where decided_at >= ${first} and decided_at < ${last} limit 1`.execute(
    database,
  );
  return rows.length > 0;
}

/** Asks the catalogue's table: its cache does not know what another connection made while this one waited for the lock. */
async function exists(database: Kysely<Tables>, name: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from pg_class where relname = ${name} and relnamespace = current_schema()::regnamespace`.execute(
    database,
  );
  return rows.length > 0;
}

function addMonths(moment: Date, months: number): Date {
  return new Date(Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth() + months));
}
