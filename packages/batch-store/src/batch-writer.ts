import { type ModelReference, type PolicyReference, redisKeys } from '@bora/contracts';
import type { Redis } from 'ioredis';
import type { ChunkEntry } from './chunk-entry.ts';

export interface NewBatch {
  readonly id: string;
  readonly owner: string;
  readonly fileName: string;
  readonly schema: string;
  readonly model: ModelReference;
  readonly policy: PolicyReference;
}

export interface Lifetimes {
  /** How long chunk bytes may wait for a worker; longer than any batch lives. */
  readonly chunkSeconds: number;
  /** How long results are kept in Redis. */
  readonly resultSeconds: number;
}

/** Registers a batch in state `uploading`. */
export async function createBatch(redis: Redis, batch: NewBatch, lifetimes: Lifetimes): Promise<void> {
  const now = Date.now();
  const meta = redisKeys.batchMeta(batch.id);
  await execute(
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
        createdAtMs: now,
        uploadSeenAtMs: now,
      })
      .expire(meta, lifetimes.chunkSeconds),
  );
  await execute(
    redis
      .multi()
      .zadd(redisKeys.activeBatches, now, batch.id)
      .zadd(redisKeys.batches, now, batch.id)
      .zremrangebyscore(redisKeys.batches, 0, now - lifetimes.resultSeconds * 1000 * 2),
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
    .set(redisKeys.batchChunk(batchId, chunk), bytes, 'EX', lifetimes.chunkSeconds)
    .hset(chunks, String(chunk), JSON.stringify(entry));
  if (chunk === 0) pipeline.expire(chunks, lifetimes.chunkSeconds);
  await execute(pipeline);
  return keepUploadAlive(redis, batchId);
}

/** Says that the upload still runs. False: the batch is no longer uploading. */
export async function keepUploadAlive(redis: Redis, batchId: string): Promise<boolean> {
  return changeState(redis, batchId, ['uploading'], { uploadSeenAtMs: Date.now() });
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
    scoringSinceMs: Date.now(),
  });
}

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
    endedAtMs: Date.now(),
  });
  if (changed) await removeChunks(redis, batchId);
  return changed;
}

/** `uploading` or `scoring` → `cancelled`. Rows scored before stay readable. */
export async function cancelBatch(redis: Redis, batchId: string): Promise<boolean> {
  const changed = await changeState(redis, batchId, ['uploading', 'scoring'], {
    state: 'cancelled',
    endedAtMs: Date.now(),
  });
  if (changed) await removeChunks(redis, batchId);
  return changed;
}

/** Removes what waits of a batch that has ended, and takes it from the active ones. */
export async function removeChunks(redis: Redis, batchId: string): Promise<void> {
  const chunks = await redis.hkeys(redisKeys.batchChunks(batchId));
  const slice = 500;
  for (let start = 0; start < chunks.length; start += slice) {
    const keys = chunks
      .slice(start, start + slice)
      .map((chunk) => redisKeys.batchChunk(batchId, Number(chunk)));
    await redis.unlink(...keys);
  }
  await redis.zrem(redisKeys.activeBatches, batchId);
}

const changeStateScript = `
local state = redis.call('HGET', KEYS[1], 'state')
local from = cjson.decode(ARGV[1])
for _, allowed in ipairs(from) do
  if state == allowed then
    redis.call('HSET', KEYS[1], unpack(ARGV, 2))
    return 1
  end
end
return 0`;

async function changeState(
  redis: Redis,
  batchId: string,
  from: readonly string[],
  fields: Record<string, string | number>,
): Promise<boolean> {
  const pairs = Object.entries(fields).flat();
  const meta = redisKeys.batchMeta(batchId);
  return (await redis.eval(changeStateScript, 1, meta, JSON.stringify(from), ...pairs)) === 1;
}

/** Runs a pipeline and throws the first error of any of its commands. */
async function execute(pipeline: { exec(): Promise<[Error | null, unknown][] | null> }): Promise<void> {
  for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error;
}
