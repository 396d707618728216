import { askedBy, type ModelReference, type PolicyReference, redisKeys } from '@bora/contracts';
import type { Redis } from 'ioredis';
import { changeState, executeAll } from './change-state.ts';
import type { ChunkEntry } from './chunk-entry.ts';
import type { Lifetimes } from './lifetimes.ts';
import { redisNowMs } from './redis-clock.ts';

export interface NewBatch {
  readonly id: string;
  readonly owner: string;
  readonly fileName: string;
  readonly schema: string;
  readonly model: ModelReference;
  readonly policy: PolicyReference;
  /** Of its chunks, base64; without it they are sealed with the payload key. */
  readonly wrappedKey?: string;
  /** It does not go into the record. */
  readonly isTrial?: boolean;
  /** The HTTP request that brings the file. */
  readonly requestId?: string;
}

/** Registers a batch in state `uploading`. */
export async function createBatch(redis: Redis, batch: NewBatch, lifetimes: Lifetimes): Promise<void> {
  const now = await redisNowMs(redis);
  const meta = redisKeys.batchMeta(batch.id);
  await executeAll(
    redis
      .multi()
      .hset(meta, {
        state: 'uploading',
        owner: batch.owner,
        fileName: batch.fileName,
        schema: batch.schema,
        modelName: batch.model.name,
        modelVersion: batch.model.version,
        policyName: batch.policy.name,
        policyVersion: batch.policy.version,
        ...(batch.wrappedKey === undefined ? {} : { wrappedKey: batch.wrappedKey }),
        ...(batch.isTrial ? { trial: 'yes' } : {}),
        ...askedBy(batch),
        createdAtMs: now,
        uploadSeenAtMs: now,
      })
      .expire(meta, lifetimes.waitingSeconds),
  );
  await executeAll(
    redis
      .multi()
      .zadd(redisKeys.activeBatches, now, batch.id)
      .zadd(redisKeys.batches, now, batch.id)
      .zremrangebyscore(redisKeys.batches, 0, now - lifetimes.waitingSeconds * 1000 * 2),
  );
}

/**
 * Stores one sealed chunk; nothing is published until `publishBatch`. False: the batch has ended meanwhile, and
 * the chunk is to be removed (`removeChunks`).
 */
export async function addChunk(
  redis: Redis,
  batchId: string,
  chunk: number,
  entry: ChunkEntry,
  sealed: Uint8Array,
  lifetimes: Lifetimes,
): Promise<boolean> {
  const chunks = redisKeys.batchChunks(batchId);
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const pipeline = redis
    .pipeline()
    .set(redisKeys.batchChunk(batchId, chunk), bytes, 'EX', lifetimes.waitingSeconds)
    .hset(chunks, String(chunk), JSON.stringify(entry));
  if (chunk === 0) pipeline.expire(chunks, lifetimes.waitingSeconds);
  await executeAll(pipeline);
  return keepUploadAlive(redis, batchId);
}

/** Says that the upload still runs. False: the batch is no longer uploading. */
export async function keepUploadAlive(redis: Redis, batchId: string): Promise<boolean> {
  return changeState(redis, batchId, ['uploading'], { uploadSeenAtMs: await redisNowMs(redis) });
}

export interface ReceivedFile {
  readonly fileSha256: string;
  readonly fileBytes: number;
  readonly layout: string;
  readonly ignoredColumns: readonly string[];
  readonly rows: number;
  readonly chunks: number;
}

/** The whole file is here: `uploading` → `scoring`. Jobs are enqueued after it. Says whether it took effect. */
export async function publishBatch(redis: Redis, batchId: string, file: ReceivedFile): Promise<boolean> {
  return changeState(redis, batchId, ['uploading'], {
    state: 'scoring',
    fileSha256: file.fileSha256,
    fileBytes: file.fileBytes,
    layout: file.layout,
    ignoredColumns: JSON.stringify(file.ignoredColumns),
    rows: file.rows,
    chunks: file.chunks,
    scoringSinceMs: await redisNowMs(redis),
  });
}
