import { type BatchRecord, readBatch } from '@bora/batch-store';
import { BatchId } from '@bora/contracts';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { batchNotFound } from '../errors.ts';

/** Any text, because an id that cannot be one is an id that nobody knows. */
export const BatchParams = z.object({ id: z.string().describe('Id of the batch') });

/** The batch of an id from outside. Throws `batch-not-found`. */
export async function readKnownBatch(redis: Redis, id: string): Promise<BatchRecord> {
  const parsed = BatchId.safeParse(id);
  const batch = parsed.success ? await readBatch(redis, parsed.data) : undefined;
  if (!batch) throw batchNotFound();
  return batch;
}
