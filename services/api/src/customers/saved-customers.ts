import { payloadContext } from '@bora/batch-store';
import { type Kysely, sql } from 'kysely';
import { advisoryLocks } from '../database/advisory-locks.ts';
import type { Tables } from '../database/tables.ts';
import type { DataKeys } from '../records/data-keys.ts';
import { unlessLost } from '../records/lost-keys.ts';

/** Customers that are kept at most. */
export const savedCustomersMaximum = 100_000;

const keyPurpose = 'saved-customers';

export interface SavedCustomerDependencies {
  readonly query: Kysely<Tables>;
  readonly dataKeys: DataKeys;
}

/** Keeps customers of an owner, each sealed, all or none. False: no room. */
export async function saveCustomers(
  { query, dataKeys }: SavedCustomerDependencies,
  owner: string,
  customers: readonly unknown[],
): Promise<boolean> {
  const key = await dataKeys.ofPurpose(keyPurpose);
  const sealed = customers.map((customer) =>
    key.cipher.seal(Buffer.from(JSON.stringify(customer)), payloadContext.savedCustomer),
  );
  return query.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(advisoryLocks.savedCustomers)})`.execute(transaction);
    const { kept } = await transaction
      .selectFrom('saved_customers')
      .select(({ fn }) => fn.countAll<number>().as('kept'))
      .executeTakeFirstOrThrow();
    if (kept + sealed.length > savedCustomersMaximum) return false;
    await sql`
      insert into saved_customers (owner, key_id, sealed)
      select ${owner}, ${key.id}::uuid, one
      from unnest(${sealed.map((bytes) => `\\x${bytes.toString('hex')}`)}::bytea[]) with ordinality as given (one, place)
      order by place`.execute(transaction);
    return true;
  });
}

/**
 * Kept customers in the order of saving, from the one after `after`, of all owners or of one; `next` goes into the next
 * call, null at the end. Those whose key is lost are left out.
 */
export async function readSavedCustomers(
  { query, dataKeys }: SavedCustomerDependencies,
  { limit, after, owner }: { limit: number; after?: string | undefined; owner?: string | undefined },
): Promise<{ customers: unknown[]; next: string | null }> {
  let wanted = query
    .selectFrom('saved_customers')
    .select(['id', 'key_id', 'sealed'])
    .orderBy('id')
    .limit(limit + 1);
  if (after !== undefined) wanted = wanted.where('id', '>', Number(after));
  if (owner !== undefined) wanted = wanted.where('owner', '=', owner);
  const found = await wanted.execute();
  const page = found.slice(0, limit);
  const customers: unknown[] = [];
  for (const { key_id, sealed } of page) {
    const key = await unlessLost(dataKeys.byId(key_id));
    if (key) customers.push(JSON.parse(key.cipher.open(sealed, payloadContext.savedCustomer).toString()));
  }
  return { customers, next: found.length > limit ? String(page.at(-1)?.id) : null };
}
