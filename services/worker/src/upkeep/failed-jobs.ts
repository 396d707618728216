import { failSingleScore, keepWhatIfOutcome, type PayloadCipher } from '@bora/batch-store';
import { ChunkJob, SingleJob, WhatIfJob } from '@bora/contracts';
import { sweepFailed } from '@bora/queue-work';
import type { Job, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { giveUpChunk } from '../jobs/give-up-chunk.ts';

/** Gives jobs that failed for good their answer, and takes them from the queue. */
export interface FailedJobs {
  /** Their rows become rejects with the code `chunk-failed`. */
  sweepChunks(): Promise<void>;
  /** Their scores become `failed`, with the code of what went wrong. */
  sweepSingles(): Promise<void>;
  /** Their outcome becomes the code of what went wrong. */
  sweepWhatIfs(): Promise<void>;
}

/** Who is told of rows that got no score. */
export interface FailureWatch {
  readonly log: Logger;
  onGivenUp(chunk: { readonly rows: number; readonly isLast: boolean }): void;
  onSingleFailed(): void;
}

export function createFailedJobs(
  redis: Redis,
  cipher: PayloadCipher,
  queuesByKind: { readonly chunks: Queue; readonly singles: Queue; readonly whatIfs: Queue },
  waitingSeconds: number,
  watch: FailureWatch,
): FailedJobs {
  const sweep = (queue: Queue, giveUp: (job: Job) => Promise<void>) => sweepFailed(queue, giveUp, watch.log);
  return {
    sweepChunks: () =>
      sweep(queuesByKind.chunks, async (job) => {
        const payload = ChunkJob.safeParse(job.data);
        if (!payload.success) return;
        watch.onGivenUp(await giveUpChunk(redis, cipher, payload.data, waitingSeconds));
      }),
    sweepSingles: () =>
      sweep(queuesByKind.singles, async (job) => {
        const payload = SingleJob.safeParse(job.data);
        if (!payload.success) return;
        const message =
          'No worker could score this application. Send it again, or ask whoever runs the workers.';
        const failure = { code: codeOf(job), message };
        if (await failSingleScore(redis, payload.data.scoreId, failure)) watch.onSingleFailed();
      }),
    sweepWhatIfs: () =>
      sweep(queuesByKind.whatIfs, async (job) => {
        const payload = WhatIfJob.safeParse(job.data);
        if (!payload.success) return;
        await keepWhatIfOutcome(redis, cipher, payload.data.whatIfId, { failure: codeOf(job) });
      }),
  };
}

/** Reasons that our handlers give are codes; BullMQ's own are sentences. */
function codeOf(job: Job): string {
  return /^[a-z][a-z-]*$/.test(job.failedReason) ? job.failedReason : 'scoring-failed';
}
