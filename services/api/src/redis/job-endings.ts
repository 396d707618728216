import { setTimeout as pause } from 'node:timers/promises';
import { queuePrefix } from '@bora/contracts';
import { QueueEvents } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';

const closeTimeoutMs = 1_000;

/** Tells when jobs of one queue end, by the queue's own events. */
export interface JobEndings {
  /** Begins to listen. */
  start(): void;
  /**
   * Resolves when the job ends, well or not, or after `timeoutMs`. Ask before the job is added: an ending from
   * before is not told. Once closed, every waiting ends at once.
   */
  next(jobId: string, timeoutMs: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * BullMQ's own `waitUntilFinished` asks Redis outside of what its caller can catch, so that a Redis that goes
 * away at that moment would end the process.
 */
export function createJobEndings(redis: Redis, queueName: string, log: Logger): JobEndings {
  const waiting = new Map<string, () => void>();
  let events: QueueEvents | undefined;
  let isClosed = false;

  return {
    start() {
      // From the oldest event on: `$` could miss one between two readings, and there are at most some thousands.
      events = new QueueEvents(queueName, { connection: redis, prefix: queuePrefix, lastEventId: '0-0' });
      events.on('error', (error) => log.debug({ err: error }, 'queue events are away'));
      events.on('completed', ({ jobId }) => waiting.get(jobId)?.());
      events.on('failed', ({ jobId }) => waiting.get(jobId)?.());
    },
    next(jobId, timeoutMs) {
      // A request that comes to wait while the api closes must not hold it up.
      if (isClosed) return Promise.resolve();
      return new Promise<void>((resolve) => {
        const end = () => {
          clearTimeout(timer);
          waiting.delete(jobId);
          resolve();
        };
        const timer = setTimeout(end, timeoutMs);
        waiting.set(jobId, end);
      });
    },
    async close() {
      isClosed = true;
      for (const end of [...waiting.values()]) end();
      // While Redis is away BullMQ's own close waits for it or fails; the connection ends with this process then.
      const closed = events?.close().catch((error) => log.debug({ err: error }, 'queue events were cut off'));
      await Promise.race([closed, pause(closeTimeoutMs, undefined, { ref: false })]);
    },
  };
}
