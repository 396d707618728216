import { type ModelReference, membersPerPage, redisKeys, type SegmentationProgress } from '@bora/contracts';
import type { Redis } from 'ioredis';
import { changeStateOf, executeAll } from './change-state.ts';
import { redisNowMs } from './redis-clock.ts';
import { removeFilePieces } from './segmentation-file.ts';
import { readSegmentationRecord, type SegmentationRecord } from './segmentation-record.ts';
import { forgetUnrecordedRun, isRunUnrecorded } from './unrecorded-runs.ts';

const active = ['uploading', 'queued', 'running'];

/** `uploading` → `queued`: the whole file is there. */
export async function publishSegmentation(
  redis: Redis,
  id: string,
  file: { readonly fileBytes: number; readonly fileSha256: string },
): Promise<boolean> {
  const fields = { state: 'queued', ...file, queuedAtMs: await redisNowMs(redis) };
  return changeStateOf(redis, redisKeys.segmentation(id), ['uploading'], fields);
}

/** `queued` → `running`; a worker that takes over from one that died begins anew. */
export async function startSegmentation(redis: Redis, id: string): Promise<boolean> {
  const fields = { state: 'running', startedAtMs: await redisNowMs(redis) };
  return changeStateOf(redis, redisKeys.segmentation(id), ['queued', 'running'], fields);
}

/** False where the segmentation runs no more: it was cancelled. */
export function reportSegmentation(
  redis: Redis,
  id: string,
  progress: SegmentationProgress,
): Promise<boolean> {
  const fields = { progress: JSON.stringify(progress) };
  return changeStateOf(redis, redisKeys.segmentation(id), ['running'], fields);
}

/** `running` → `completed`; members and result are kept before. */
export async function completeSegmentation(
  redis: Redis,
  id: string,
  {
    layout,
    customers,
    stored,
  }: { readonly layout: string; readonly customers: number; readonly stored: ModelReference | null },
): Promise<boolean> {
  return changeStateOf(redis, redisKeys.segmentation(id), ['running'], {
    state: 'completed',
    layout,
    customers,
    ...(stored && { storedName: stored.name, storedVersion: stored.version }),
    endedAtMs: await redisNowMs(redis),
  });
}

/** Any state that is not an end → `failed`; the first reason stays. */
export async function failSegmentation(
  redis: Redis,
  id: string,
  failure: { readonly code: string; readonly message: string },
): Promise<boolean> {
  return changeStateOf(redis, redisKeys.segmentation(id), active, {
    state: 'failed',
    failureCode: failure.code,
    failureMessage: failure.message,
    endedAtMs: await redisNowMs(redis),
  });
}

/** Any state that is not an end → `cancelled`. */
export async function cancelSegmentation(redis: Redis, id: string): Promise<boolean> {
  const fields = { state: 'cancelled', endedAtMs: await redisNowMs(redis) };
  return changeStateOf(redis, redisKeys.segmentation(id), active, fields);
}

/**
 * The last step of a segmentation that has ended: its file is removed, and results live `resultSeconds` from now on, or
 * from the moment on at which they are recorded. May be repeated after a crash; does nothing to one that has not ended.
 */
export async function settleSegmentation(redis: Redis, id: string, resultSeconds: number): Promise<void> {
  const record = await readSegmentationRecord(redis, id);
  if (record && active.includes(record.state)) return;
  if (record) {
    await removeFilePieces(redis, id, record.pieces);
    if (!(await isRunUnrecorded(redis, 'segmentations', id)))
      await expireResults(redis, record, resultSeconds);
  } else await redis.zrem(redisKeys.segmentations, id);
  await redis.zrem(redisKeys.activeSegmentations, id);
}

/** The record holds it: its results live `resultSeconds` from now on. */
export async function markSegmentationRecorded(
  redis: Redis,
  record: SegmentationRecord,
  resultSeconds: number,
): Promise<void> {
  await expireResults(redis, record, resultSeconds);
  // Last: while it is listed, whoever repeats this knows which it is.
  await forgetUnrecordedRun(redis, 'segmentations', record.id);
}

async function expireResults(
  redis: Redis,
  { id, customers = 0 }: SegmentationRecord,
  resultSeconds: number,
): Promise<void> {
  const pipeline = redis.pipeline();
  for (let page = 0; page < Math.ceil(customers / membersPerPage); page += 1)
    pipeline.expire(redisKeys.segmentationMembers(id, page), resultSeconds);
  pipeline.expire(redisKeys.segmentationResult(id), resultSeconds);
  pipeline.expire(redisKeys.segmentation(id), resultSeconds);
  await executeAll(pipeline);
}
