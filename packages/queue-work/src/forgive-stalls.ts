import { redisRefusal } from '@bora/batch-store';
import type { Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { untilServed } from './until-served.ts';

/**
 * Redis serves again, and the locks that it lost are found: BullMQ looks 5 s after a refusal, takes a job at the second
 * look, and a lock may have ended as late as the first.
 */
const foundWithinMs = 20_000;

/** The job may have ended meanwhile. */
const uncountScript = `
if tonumber(redis.call('HGET', KEYS[1], 'stc') or 0) > 0 then redis.call('HINCRBY', KEYS[1], 'stc', -1) end`;

/**
 * A lock that Redis did not renew, because it was away or refused, is no sign of a job that kills its worker: the
 * deliveries that end so are not counted.
 */
export function forgiveStalls(worker: Worker, connection: Redis, maxStalledCount: number): void {
  let troubleAtMs = Number.NEGATIVE_INFINITY;
  const isForgiving = () => performance.now() - troubleAtMs < foundWithinMs;
  worker.on('error', (error) => {
    if (redisRefusal(error)) troubleAtMs = performance.now();
  });
  connection.on('close', () => {
    troubleAtMs = Number.POSITIVE_INFINITY;
  });
  connection.on('ready', () => {
    if (isForgiving()) troubleAtMs = performance.now();
  });

  // BullMQ reads it at every look: what may be forgiven must not fail there and then.
  Object.defineProperty(worker.opts, 'maxStalledCount', {
    get: () => (isForgiving() ? Number.MAX_SAFE_INTEGER : maxStalledCount),
  });
  worker.on('stalled', (jobId) => {
    if (!isForgiving()) return;
    const uncounted = untilServed(() => connection.eval(uncountScript, 1, worker.toKey(jobId)));
    uncounted.catch((error: Error) => worker.emit('error', error));
  });
}
