import { redisRefusal } from '@bora/batch-store';
import { queuePrefix } from '@bora/contracts';
import { type Processor, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { forgiveStalls } from './forgive-stalls.ts';
import { requestOf } from './job-watch.ts';
import type { OutageLog } from './outage-log.ts';

export interface QueueConsumer {
  /** True while a job runs here. */
  readonly isBusy: boolean;
  /** Moment (ms) of the last job that began or ended here, or that Redis refused to give one. */
  readonly lastActiveAtMs: number;
  /** Takes no new job, lets running ones end, and gives up waiting after `timeoutMs`. */
  close(timeoutMs: number): Promise<void>;
}

export interface ConsumerSettings {
  readonly queueName: string;
  readonly redisUrl: string;
  readonly concurrency: number;
  readonly maxStalledCount: number;
  readonly lock?: LockTimes | undefined;
  readonly process: Processor;
  /** A job failed for good. */
  readonly onFailed: () => void;
  readonly log: Logger;
  readonly outage: OutageLog;
}

/** A killed worker's jobs are taken over within about the sum of both. */
export interface LockTimes {
  readonly durationMs: number;
  readonly checkedEveryMs: number;
}
const usualLock: LockTimes = { durationMs: 5_000, checkedEveryMs: 2_500 };

/** Takes jobs from one queue. Waits for ever for a Redis that is away. */
export function startQueueConsumer(settings: ConsumerSettings): QueueConsumer {
  const connection = new Redis(settings.redisUrl, { maxRetriesPerRequest: null });
  // Without a listener an error event would end the process; ioredis reconnects by itself.
  connection.on('error', () => {});
  let running = 0;
  let lastActiveAtMs = Date.now();

  // BullMQ announces no end of a job that was delayed or whose lock was lost, so the handler counts by itself.
  const process: Processor = async (job, token, signal) => {
    running += 1;
    lastActiveAtMs = Date.now();
    try {
      return await settings.process(job, token, signal);
    } finally {
      running -= 1;
      lastActiveAtMs = Date.now();
    }
  };
  const { lock = usualLock, maxStalledCount } = settings;
  const worker = new Worker(settings.queueName, process, {
    connection,
    prefix: queuePrefix,
    concurrency: settings.concurrency,
    maxStalledCount,
    lockDuration: lock.durationMs,
    stalledInterval: lock.checkedEveryMs,
  });
  forgiveStalls(worker, connection, maxStalledCount);
  tellFailures(worker, settings);
  // Whoever is refused does not hang.
  const rest = restWhileRefused(worker, () => {
    lastActiveAtMs = Date.now();
  });

  return {
    get isBusy() {
      return running > 0;
    },
    get lastActiveAtMs() {
      return lastActiveAtMs;
    },
    async close(timeoutMs) {
      // close() may never resolve while Redis is down.
      rest.end();
      await Promise.race([worker.close(), new Promise((resolve) => setTimeout(resolve, timeoutMs).unref())]);
      connection.disconnect();
    },
  };
}

function tellFailures(worker: Worker, { queueName: queue, log, outage, onFailed }: ConsumerSettings): void {
  worker.on('failed', (job, error) => {
    log.warn({ queue, jobId: job?.id, ...requestOf(job?.data), reason: error.message }, 'job failed');
    // A job that will be tried again has not finished.
    if (!job || job.finishedOn !== undefined) onFailed();
  });
  worker.on('error', (error) => outage.trouble(error, { queue }));
}

const restMs = 1_000;

/** BullMQ asks a Redis that refuses writes for the next job again at once. */
function restWhileRefused(worker: Worker, onRefused: () => void): { end(): void } {
  let timer: NodeJS.Timeout | undefined;
  worker.on('error', (error) => {
    if (timer || !redisRefusal(error)) return;
    onRefused();
    timer = setTimeout(() => {
      timer = undefined;
      worker.resume();
    }, restMs);
    worker.pause(true).catch(() => {});
  });
  return { end: () => clearTimeout(timer) };
}
