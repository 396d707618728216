import { type BatchRecord, readBatch } from '@bora/batch-store';
import { BatchId } from '@bora/contracts';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { batchNotFound } from '../errors.ts';
import { mayRead } from '../people/ownership.ts';
import type { Principal } from '../people/principal.ts';

/** Any text, because an id that cannot be one is an id that nobody knows. */
export const BatchParams = z.object({ id: z.string().describe('Id of the batch') });

/** The batch of an id from outside, if who asks may read it. Throws `batch-not-found`. */
export async function readKnownBatch(redis: Redis, principal: Principal, id: string): Promise<BatchRecord> {
  const parsed = BatchId.safeParse(id);
  const batch = parsed.success ? await readBatch(redis, parsed.data) : undefined;
  // One of somebody else is as good as none, so that nobody can find out which there are.
  if (!batch || !mayReadBatch(principal, batch)) throw batchNotFound();
  return batch;
}

export function mayReadBatch(principal: Principal, batch: BatchRecord): boolean {
  return mayRead(principal, batch, 'batch:read-all');
}
