import { readBatch, shareBatch } from '@bora/batch-store';
import { BatchId } from '@bora/contracts';
import { sql } from 'kysely';
import { batchNotFound } from '../errors.ts';
import { assertOwn, mayRead, type Owned } from '../people/ownership.ts';
import type { Principal } from '../people/principal.ts';
import type { ApiServices } from '../services.ts';

type SharingServices = Pick<ApiServices, 'redis' | 'database'>;

/**
 * Shares a batch of one's own, or takes that back, in the list of batches and in the record; there also when Redis has
 * forgotten the batch. Returns whether it was shared before.
 *
 * @throws ApiProblem `batch-not-found`, `not-allowed`.
 */
export async function shareOwnBatch(
  { redis, database }: SharingServices,
  principal: Principal,
  given: string,
  shared: boolean,
): Promise<boolean> {
  const { id, ...batch } = await readSharableBatch({ redis, database }, given);
  if (!mayRead(principal, batch, 'batch:read-all')) throw batchNotFound();
  assertOwn(principal, batch);
  await database.query.transaction().execute(async (transaction) => {
    // Of two requests at once the later one settles both places.
    await sql`select pg_advisory_xact_lock(hashtextextended(${id}, 0))`.execute(transaction);
    if (shared) {
      const row = transaction.insertInto('shared_batches').values({ batch_id: id });
      await row.onConflict((conflict) => conflict.doNothing()).execute();
    } else await transaction.deleteFrom('shared_batches').where('batch_id', '=', id).execute();
    // False where Redis has forgotten it: then the record alone is read.
    await shareBatch(redis, id, shared);
  });
  return batch.shared;
}

/** Id, owner and sharing of a batch, which Redis may have forgotten. */
async function readSharableBatch(
  { redis, database }: SharingServices,
  given: string,
): Promise<Owned & { readonly id: string; readonly shared: boolean }> {
  const id = BatchId.safeParse(given.toLowerCase());
  if (!id.success) throw batchNotFound();
  const current = await readBatch(redis, id.data);
  if (current) return current;
  const recorded = await database.query
    .selectFrom('batches')
    .leftJoin('shared_batches', 'batch_id', 'id')
    .select(['officer', 'batch_id'])
    .where('id', '=', id.data)
    .executeTakeFirst();
  if (!recorded) throw batchNotFound();
  return { id: id.data, owner: recorded.officer, shared: recorded.batch_id !== null };
}
