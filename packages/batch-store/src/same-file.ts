import { redisKeys } from '@bora/contracts';
import type { Redis } from 'ioredis';
import { readBatch } from './batch-reader.ts';
import type { BatchRecord } from './batch-record.ts';
import { executeAll } from './change-state.ts';
import type { Lifetimes } from './lifetimes.ts';

/** Each may be read for every batch of a list: older ones of a file that is sent so often are not remembered. */
const rememberedBatches = 10;

/** Notes which file a batch that decides about people brought, before it is published, for as long as batches are listed. */
export async function noteFile(
  redis: Redis,
  batchId: string,
  fileSha256: string,
  { waitingSeconds }: Lifetimes,
): Promise<void> {
  const key = redisKeys.batchesOfFile(fileSha256);
  await executeAll(
    redis
      .multi()
      .lpush(key, batchId)
      .ltrim(key, 0, rememberedBatches - 1)
      .expire(key, waitingSeconds * 2),
  );
}

/**
 * The last batch before this one that brought the same bytes; `undefined` where there is none that is wanted, and where
 * either decides about nobody, because it is a trial, failed or was cancelled.
 */
export async function findSameFile(
  redis: Redis,
  batch: BatchRecord,
  isWanted: (earlier: BatchRecord) => boolean,
): Promise<BatchRecord | undefined> {
  if (batch.fileSha256 === undefined || batch.trial === 'yes' || isOff(batch)) return undefined;
  const ids = await redis.lrange(redisKeys.batchesOfFile(batch.fileSha256), 0, -1);
  const own = ids.indexOf(batch.id);
  if (own < 0) return undefined;
  for (const id of ids.slice(own + 1)) {
    const earlier = await readBatch(redis, id);
    if (earlier && !isOff(earlier) && isWanted(earlier)) return earlier;
  }
  return undefined;
}

const isOff = ({ state }: BatchRecord) => state === 'failed' || state === 'cancelled';
