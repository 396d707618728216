import {
  failSegmentation,
  keepPredictionAnswer,
  type Lifetimes,
  type PayloadCipher,
  readSegmentationRecord,
  redisNowMs,
  settleSegmentation,
} from '@bora/batch-store';
import {
  askedBy,
  PredictionJob,
  queues,
  redisKeys,
  SegmentationJob,
  segmentationJobId,
} from '@bora/contracts';
import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';

export interface UpkeepDependencies {
  readonly redis: Redis;
  readonly cipher: PayloadCipher;
  readonly lifetimes: Lifetimes;
}

const jobsAtOnce = 100;
/** An upload whose api has not been heard of for so long has broken off. */
const uploadSilenceMs = 60_000;
/** The api enqueues a segmentation itself, within this time. */
const publishGraceMs = 5_000;

/** Takes the next step of segmentations that a crash left between two steps. Harmless when done twice at once. */
export async function reconcileSegmentations(
  { redis, lifetimes }: UpkeepDependencies,
  queue: Queue,
): Promise<void> {
  const nowMs = await redisNowMs(redis);
  for (const id of await redis.zrange(redisKeys.activeSegmentations, '0', '-1')) {
    const record = await readSegmentationRecord(redis, id);
    if (record?.state === 'uploading') {
      if (nowMs - (record.uploadSeenAtMs ?? record.createdAtMs) < uploadSilenceMs) continue;
      const message = 'The upload broke off before the end of the file. Upload the file again.';
      await failSegmentation(redis, id, { code: 'upload-incomplete', message });
    } else if (record?.state === 'queued' || record?.state === 'running') {
      const isOld = nowMs - (record.queuedAtMs ?? 0) >= publishGraceMs;
      if (!isOld || (await queue.getJobState(segmentationJobId(id))) !== 'unknown') continue;
      const payload: SegmentationJob = { v: 1, segmentationId: id, ...askedBy(record) };
      const { name, options } = queues.segmentations;
      await queue.add(name, payload, { ...options, jobId: segmentationJobId(id) });
      continue;
    }
    await settleSegmentation(redis, id, lifetimes.resultSeconds);
  }
}

/** Ends segmentations that used up their attempts, and takes their jobs from the queue. */
export async function sweepFailedFits({ redis, lifetimes }: UpkeepDependencies, queue: Queue): Promise<void> {
  for (const job of await queue.getFailed(0, jobsAtOnce - 1)) {
    const payload = SegmentationJob.safeParse(job.data);
    if (payload.success) {
      const { segmentationId } = payload.data;
      const message = `The workers gave up with ${job.failedReason}. Upload the file again, or ask whoever runs them.`;
      await failSegmentation(redis, segmentationId, { code: 'segmentation-failed', message });
      await settleSegmentation(redis, segmentationId, lifetimes.resultSeconds);
    }
    await job.remove();
  }
}

/** Answers predictions that used up their attempts, and takes their jobs from the queue. */
export async function sweepFailedPredictions(
  { redis, cipher }: UpkeepDependencies,
  queue: Queue,
): Promise<void> {
  for (const job of await queue.getFailed(0, jobsAtOnce - 1)) {
    const payload = PredictionJob.safeParse(job.data);
    if (payload.success) {
      const message = `The workers failed with ${job.failedReason}. Send the customers again.`;
      const failure = { code: 'prediction-failed', message };
      await keepPredictionAnswer(redis, cipher, payload.data.predictionId, { failure });
    }
    await job.remove();
  }
}
