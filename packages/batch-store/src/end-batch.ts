import { redisKeys, rowsPerBlock } from '@bora/contracts';
import type { Redis } from 'ioredis';
import { readBatch } from './batch-reader.ts';
import { changeState, executeAll } from './change-state.ts';
import { redisNowMs } from './redis-clock.ts';

/** The upload was refused or broke off: `uploading` → `failed`. Its chunks are removed. */
export async function failBatch(
  redis: Redis,
  batchId: string,
  failure: { code: string; message: string },
): Promise<boolean> {
  const changed = await changeState(redis, batchId, ['uploading'], {
    state: 'failed',
    failureCode: failure.code,
    failureMessage: failure.message,
    endedAtMs: await redisNowMs(redis),
  });
  if (changed) await removeChunks(redis, batchId);
  return changed;
}

/** `uploading` or `scoring` → `cancelled`. Rows scored before stay readable. */
export async function cancelBatch(redis: Redis, batchId: string): Promise<boolean> {
  const changed = await changeState(redis, batchId, ['uploading', 'scoring'], {
    state: 'cancelled',
    endedAtMs: await redisNowMs(redis),
  });
  if (changed) await removeChunks(redis, batchId);
  return changed;
}

const keysAtOnce = 500;

/** Removes the bytes that wait of a batch that has ended. */
export async function removeChunks(redis: Redis, batchId: string): Promise<void> {
  const chunks = await redis.hkeys(redisKeys.batchChunks(batchId));
  const keys = chunks.map((chunk) => redisKeys.batchChunk(batchId, Number(chunk)));
  for (let from = 0; from < keys.length; from += keysAtOnce) {
    await redis.unlink(...keys.slice(from, from + keysAtOnce));
  }
}

/** All decisions of the batch are in the record: its results may expire. */
export async function markRecorded(redis: Redis, batchId: string): Promise<boolean> {
  return changeState(redis, batchId, ['completed', 'cancelled'], { recordedAtMs: await redisNowMs(redis) });
}

/**
 * The last step of a batch that has ended: nothing of it waits, every result lives `resultSeconds` from now on, and it
 * is no longer an active one. May be repeated after a crash; does nothing to a batch that has not ended.
 */
export async function settleBatch(redis: Redis, batchId: string, resultSeconds: number): Promise<void> {
  const batch = await readBatch(redis, batchId);
  if (batch?.state === 'uploading' || batch?.state === 'scoring') return;
  await removeChunks(redis, batchId);
  const keys = batch ? resultKeys(batchId, batch.rows ?? 0, batch.chunks ?? 0) : [];
  for (let from = 0; from < keys.length; from += keysAtOnce) {
    const pipeline = redis.pipeline();
    for (const key of keys.slice(from, from + keysAtOnce)) pipeline.expire(key, resultSeconds);
    await executeAll(pipeline);
  }
  await redis.zrem(redisKeys.activeBatches, batchId);
}

function resultKeys(batchId: string, rows: number, chunks: number): string[] {
  const blocks = Array.from({ length: Math.ceil(rows / rowsPerBlock) }, (_, block) => block);
  return [
    ...blocks.map((block) => redisKeys.batchScores(batchId, block)),
    ...blocks.map((block) => redisKeys.batchIds(batchId, block)),
    ...Array.from({ length: chunks }, (_, chunk) => redisKeys.batchRejects(batchId, chunk)),
    redisKeys.batchDone(batchId),
    redisKeys.batchChunks(batchId),
    // Last: while it is there, whoever repeats this knows what the other keys are.
    redisKeys.batchMeta(batchId),
  ];
}
