import { setTimeout as pause } from 'node:timers/promises';
import type { Queue } from 'bullmq';
import type { z } from 'zod';
import type { JobWatch } from './job-watch.ts';
import { type LockTimes, type QueueConsumer, startQueueConsumer } from './queue-consumer.ts';
import { repeat } from './repeat.ts';
import { runJob } from './run-job.ts';
import { createWatchdog } from './watchdog.ts';

export interface QueueWorkSettings<Payload, Outcome extends string> extends JobWatch {
  readonly declaration: {
    readonly name: string;
    readonly maxStalledCount: number;
    readonly payload: z.ZodType<Payload>;
    readonly result: z.ZodType<{ readonly outcome: Outcome }>;
  };
  /** The same queue, to see what waits in it; whoever opened it closes it. */
  readonly queue: Queue;
  readonly redisUrl: string;
  readonly concurrency: number;
  readonly lock?: LockTimes;
  readonly handle: (payload: Payload) => Promise<Outcome>;
  /** Answers for jobs that failed for good; a sweep that fails is repeated by upkeep. */
  readonly sweep: () => Promise<void>;
}

const watchTimeoutMs = 1_000;

/** Takes jobs from a queue, and takes them anew where it hangs. `close` lets running ones end. */
export function startQueueWork<Payload, Outcome extends string>(
  settings: QueueWorkSettings<Payload, Outcome>,
): { close(timeoutMs: number): Promise<void> } {
  const { declaration, queue, redisUrl, concurrency, lock, handle, sweep, log, outage } = settings;
  const start = (): QueueConsumer =>
    startQueueConsumer({
      queueName: declaration.name,
      redisUrl,
      concurrency,
      maxStalledCount: declaration.maxStalledCount,
      lock,
      process: (job, token) => runJob(job, token, declaration, handle, settings),
      onFailed: () => void sweep().catch(() => {}),
      log,
      outage,
    });
  const consumer = { current: start() };
  const watch = repeat(`watch-${declaration.name}`, 5_000, createWatchdog(queue, consumer, start, log), log);
  return {
    async close(timeoutMs) {
      const watched = watch.stop();
      await consumer.current.close(timeoutMs);
      // A round that waits for a Redis that is away ends with its connection.
      await Promise.race([watched, pause(watchTimeoutMs, undefined, { ref: false })]);
    },
  };
}
