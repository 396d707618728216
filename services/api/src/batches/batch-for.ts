import { type BatchRecord, findSameFile } from '@bora/batch-store';
import type { Batch } from '@bora/contracts';
import type { Redis } from 'ioredis';
import type { Principal } from '../people/principal.ts';
import { mayReadBatch } from '../requests/known-batch.ts';
import { batchView } from './batch-view.ts';

/** A batch as somebody reads it who may: an earlier one with the same file is named where they may read that too. */
export async function batchFor(redis: Redis, principal: Principal, batch: BatchRecord): Promise<Batch> {
  const earlier = await findSameFile(redis, batch, (one) => mayReadBatch(principal, one));
  return batchView(
    batch,
    earlier ? { id: earlier.id, createdAt: new Date(earlier.createdAtMs).toISOString() } : null,
  );
}
