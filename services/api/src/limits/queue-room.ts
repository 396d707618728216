import type { Config } from '../config.ts';
import type { QueueRoom } from '../redis/job-queue.ts';

/** How much may wait for workers before nothing new of its kind is taken. */
export function queueRoom(config: Config): Record<'files' | 'questions' | 'segmentations', QueueRoom> {
  return {
    files: { waitingJobs: Math.ceil(config.QUEUE_MAX_ROWS / config.CHUNK_ROWS), retryAfterSeconds: 30 },
    questions: { waitingJobs: config.QUEUE_MAX_JOBS, retryAfterSeconds: 5 },
    segmentations: { waitingJobs: config.QUEUE_MAX_SEGMENTATIONS, retryAfterSeconds: 60 },
  };
}
