import type { BatchRecord, Lifetimes, PayloadCipher } from '@bora/batch-store';
import { queues } from '@bora/contracts';
import { type JobWatch, repeat, startQueueWork } from '@bora/queue-work';
import type { Redis } from 'ioredis';
import { type Scorer, singlesAtOnce } from '../inference/scorer.ts';
import type { ScoringWatch } from '../metrics/scoring-watch.ts';
import { createFailedJobs, type FailedJobs } from '../upkeep/failed-jobs.ts';
import { enqueueRecord } from '../upkeep/reconcile-records.ts';
import { createReconciler } from '../upkeep/reconciler.ts';
import { scoreChunkJob } from './score-chunk-job.ts';
import { scoreSingleJob } from './score-single-job.ts';
import { openScoringQueues, type ScoringQueues } from './scoring-queues.ts';
import { whatIfJob } from './what-if-job.ts';

export interface ScoringWorkDependencies {
  readonly redis: Redis;
  readonly cipher: PayloadCipher;
  readonly scorer: Scorer;
  readonly lifetimes: Lifetimes;
  /** How many chunks are scored at a time. */
  readonly chunkThreads: number;
  readonly scoringWatch: ScoringWatch;
}

/** Takes chunks, single applications and what-ifs, and looks after their queues. `close` lets running ones end. */
export function startScoringWork(
  dependencies: ScoringWorkDependencies,
  redisUrl: string,
  watch: JobWatch,
): { close(timeoutMs: number): Promise<void> } {
  const { redis, cipher, lifetimes, scoringWatch } = dependencies;
  const { log } = watch;
  const opened = openScoringQueues(redis);
  const failedJobs = createFailedJobs(redis, cipher, opened, lifetimes.waitingSeconds, {
    log,
    ...scoringWatch,
  });
  const reconcile = createReconciler({ redis, queues: opened, failedJobs, lifetimes, log, ...scoringWatch });
  const work = takeJobs(dependencies, opened, failedJobs, { redisUrl, ...watch });
  const upkeep = repeat('reconcile', 2_000, reconcile, log);
  return {
    async close(timeoutMs) {
      await Promise.all(work.map((one) => one.close(timeoutMs)));
      await upkeep.stop();
      await Promise.all(Object.values(opened).map((queue) => queue.close()));
    },
  };
}

function takeJobs(
  { redis, cipher, scorer, lifetimes, chunkThreads, scoringWatch }: ScoringWorkDependencies,
  opened: ScoringQueues,
  failedJobs: FailedJobs,
  shared: JobWatch & { readonly redisUrl: string },
) {
  const common = { redis, cipher, ...scorer, ...scoringWatch, waitingSeconds: lifetimes.waitingSeconds };
  const chunkJobs = {
    ...common,
    onCompleted: (batch: BatchRecord) => enqueueRecord(opened.records, batch),
  };
  return [
    startQueueWork({
      ...shared,
      declaration: queues.chunks,
      queue: opened.chunks,
      // One more than threads: the next chunk is fetched while every thread is busy.
      concurrency: chunkThreads + 1,
      handle: (payload) => scoreChunkJob(chunkJobs, payload),
      sweep: failedJobs.sweepChunks,
    }),
    startQueueWork({
      ...shared,
      declaration: queues.singles,
      queue: opened.singles,
      concurrency: singlesAtOnce,
      handle: (payload) => scoreSingleJob(common, payload),
      sweep: failedJobs.sweepSingles,
    }),
    startQueueWork({
      ...shared,
      declaration: queues.whatIfs,
      queue: opened.whatIfs,
      concurrency: chunkThreads,
      handle: (payload) => whatIfJob(common, payload),
      sweep: failedJobs.sweepWhatIfs,
    }),
  ];
}
