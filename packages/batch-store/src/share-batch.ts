import { redisKeys } from '@bora/contracts';
import type { Redis } from 'ioredis';

// A hash that expired meanwhile must not come back without an end.
const shareScript = `
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
if ARGV[1] == 'yes' then redis.call('HSET', KEYS[1], 'shared', 'yes') else redis.call('HDEL', KEYS[1], 'shared') end
return 1`;

/** Lets everybody who reads batches read this one, or its owner alone. False: there is no such batch (any more). */
export async function shareBatch(redis: Redis, batchId: string, shared: boolean): Promise<boolean> {
  return (await redis.eval(shareScript, 1, redisKeys.batchMeta(batchId), shared ? 'yes' : 'no')) === 1;
}
