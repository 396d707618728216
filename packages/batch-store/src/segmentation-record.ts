import {
  AskedSegmentation,
  askedBy,
  redisKeys,
  SegmentationProgress,
  SegmentationState,
} from '@bora/contracts';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { executeAll } from './change-state.ts';
import type { Lifetimes } from './lifetimes.ts';
import { type Page, type PageRequest, readListedPage } from './listed-page.ts';
import { redisNowMs } from './redis-clock.ts';
import { listUnrecordedRun } from './unrecorded-runs.ts';

const count = z.coerce.number().int();

const SegmentationHash = z.object({
  state: SegmentationState,
  owner: z.string(),
  fileName: z.string(),
  /** JSON. */
  asked: z.string().transform((text) => AskedSegmentation.parse(JSON.parse(text))),
  /** The HTTP request that brought the file. */
  requestId: z.uuid().optional(),
  createdAtMs: count,
  /** Pieces of the file that are kept. */
  pieces: count.default(0),
  uploadSeenAtMs: count.optional(),
  fileBytes: count.optional(),
  fileSha256: z.string().optional(),
  queuedAtMs: count.optional(),
  startedAtMs: count.optional(),
  endedAtMs: count.optional(),
  progress: z
    .string()
    .transform((text) => SegmentationProgress.parse(JSON.parse(text)))
    .optional(),
  layout: z.string().optional(),
  customers: count.optional(),
  storedName: z.string().optional(),
  storedVersion: z.string().optional(),
  failureCode: z.string().optional(),
  failureMessage: z.string().optional(),
});

/** What Redis knows of a segmentation. */
export interface SegmentationRecord extends z.infer<typeof SegmentationHash> {
  readonly id: string;
}

export type NewSegmentation = Pick<SegmentationRecord, 'id' | 'owner' | 'fileName' | 'asked' | 'requestId'>;

/** Keeps a segmentation whose file is about to come. */
export async function createSegmentation(
  redis: Redis,
  { id, owner, fileName, asked, requestId }: NewSegmentation,
  { waitingSeconds }: Lifetimes,
): Promise<void> {
  const nowMs = await redisNowMs(redis);
  const fields = {
    owner,
    fileName,
    asked: JSON.stringify(asked),
    ...askedBy({ requestId }),
    createdAtMs: nowMs,
    uploadSeenAtMs: nowMs,
  };
  // Listed first: what is listed and not there is taken from the list, what is not listed is never found.
  await listUnrecordedRun(redis, 'segmentations', id, nowMs);
  await redis.zadd(redisKeys.activeSegmentations, nowMs, id);
  await redis.zadd(redisKeys.segmentations, nowMs, id);
  // Nothing lives longer than it may wait and its result is kept.
  await redis.zremrangebyscore(redisKeys.segmentations, '-inf', nowMs - 2 * waitingSeconds * 1000);
  const key = redisKeys.segmentation(id);
  await executeAll(
    redis
      .multi()
      .hset(key, { state: 'uploading', ...fields })
      .expire(key, waitingSeconds),
  );
}

/** `undefined` where there is no such segmentation (any more). */
export async function readSegmentationRecord(
  redis: Redis,
  id: string,
): Promise<SegmentationRecord | undefined> {
  const hash = await redis.hgetall(redisKeys.segmentation(id));
  return hash.state === undefined ? undefined : { id, ...SegmentationHash.parse(hash) };
}

/** Newest first, a page at a time. */
export function listSegmentations(
  redis: Redis,
  page: PageRequest<SegmentationRecord>,
): Promise<Page<SegmentationRecord>> {
  return readListedPage(redis, redisKeys.segmentations, (id) => readSegmentationRecord(redis, id), page);
}
