import type { Job, Queue } from 'bullmq';
import type { Logger } from 'pino';
import { requestOf } from './job-watch.ts';

const jobsAtOnce = 100;

/** Gives each job of a queue that failed for good its answer, and takes it from the queue. */
export async function sweepFailed(
  queue: Queue,
  giveUp: (job: Job) => Promise<void>,
  log: Logger,
): Promise<void> {
  const failed: (Job | undefined)[] = await queue.getFailed(0, jobsAtOnce - 1);
  for (const job of failed) {
    // Another sweep may have removed it between the list and the look.
    if (!job) continue;
    await giveUp(job);
    log.warn(
      { queue: queue.name, jobId: job.id, ...requestOf(job.data), reason: job.failedReason },
      'a job failed for good',
    );
    await job.remove();
  }
}
