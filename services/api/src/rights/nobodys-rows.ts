import { redisKeys } from '@bora/contracts';
import type { Redis } from 'ioredis';
import { isApplicant } from '../records/applicant-id.ts';
import { isAway } from '../records/passing-failure.ts';
import { blankRows } from './blank-rows.ts';
import { isNotHeld } from './end-batch.ts';
import { lockRights } from './holds.ts';
import type { RetentionDependencies } from './retention.ts';

export interface NobodysRowsDependencies extends RetentionDependencies {
  readonly redis: Redis;
}

const nobody = isApplicant('', 'undecided_rows');

/**
 * Blanks the rows of stored uploads in which no id can be read, once Redis has forgotten their batch: no decision rests on
 * them, nobody can ask for them, and what they were kept for, to be corrected and uploaded again, is over. What is on
 * hold stays. Returns how many rows were blanked.
 */
export async function removeNobodysRows(dependencies: NobodysRowsDependencies): Promise<number> {
  const { redis, query, log } = dependencies;
  const batches = query.selectFrom('undecided_rows').select('batch_id').distinct().where(nobody);
  let removed = 0;
  for (const { batch_id } of await batches.execute()) {
    if ((await redis.exists(redisKeys.batchMeta(batch_id))) === 1) continue;
    try {
      removed += await removeOf(dependencies, batch_id);
    } catch (error) {
      if (isAway(error)) throw error;
      log.error({ err: error, batchId: batch_id }, 'rows without an id cannot be removed');
    }
  }
  return removed;
}

async function removeOf(
  { query, uploads, cipher, systemTrail }: NobodysRowsDependencies,
  batchId: string,
): Promise<number> {
  return query.transaction().execute(async (transaction) => {
    await lockRights(transaction);
    const batch = transaction.selectFrom('batches').select('id').where('id', '=', batchId).where(isNotHeld);
    if (!(await batch.executeTakeFirst())) return 0;
    const gone = await transaction
      .deleteFrom('undecided_rows')
      .where('batch_id', '=', batchId)
      .where(nobody)
      .returning('row_number')
      .execute();
    const rows = new Set(gone.map(({ row_number }) => row_number));
    await blankRows(uploads, cipher, batchId, (row) => rows.has(row));
    const changes = [{ setting: 'rows', from: String(rows.size), to: null }];
    await systemTrail.append(transaction, { action: 'retention.remove-rows', objectId: batchId, changes });
    return rows.size;
  });
}
