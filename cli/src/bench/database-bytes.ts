import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { CliError } from '../terminal/cli-error.ts';

export interface DatabaseBytes {
  /** Of the decisions with their indexes, in bytes. */
  readonly decisions: number;
  /** Of everything else. */
  readonly others: number;
}

const recordTimeoutMs = 60_000;
const askEveryMs = 100;

const sizes = `
  select decisions::bigint as decisions, (pg_database_size(current_database()) - decisions)::bigint as others
  from (select coalesce(sum(pg_total_relation_size(relid)), 0) as decisions from pg_partition_tree('decisions')) as sized`;

/** Sizes on the disk, once what was written is in its place and what was deleted is given back. */
export async function databaseBytes(url: string): Promise<DatabaseBytes> {
  return withClient(url, async (client) => {
    await client.query('vacuum');
    const { rows } = await client.query<Record<'decisions' | 'others', string>>(sizes);
    return { decisions: Number(rows[0]!.decisions), others: Number(rows[0]!.others) };
  });
}

/** Waits until the decisions of a batch are in the record. */
export async function untilRecorded(url: string, batchId: string, signal: AbortSignal): Promise<void> {
  await withClient(url, async (client) => {
    const giveUpAtMs = Date.now() + recordTimeoutMs;
    while (Date.now() < giveUpAtMs) {
      const { rowCount } = await client.query('select from batches where id = $1', [batchId]);
      if (rowCount === 1) return;
      await pause(askEveryMs, undefined, { signal });
    }
    throw new CliError('The measured batch was not recorded within a minute.');
  });
}

async function withClient<Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
