import {
  blockOf,
  type Reject,
  Reject as RejectSchema,
  readPackedScore,
  redisKeys,
  rowsPerBlock,
  type ScoreRecord,
} from '@bora/contracts';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { type BatchRecord, parseBatchRecord } from './batch-record.ts';
import { type ChunkEntry, parseChunkEntry } from './chunk-entry.ts';
import { type PayloadCipher, payloadContext } from './payload-cipher.ts';

/** One scored row of a batch. */
export interface StoredScore {
  /** From 1. */
  readonly row: number;
  readonly applicantId: string;
  readonly record: ScoreRecord;
}

export async function readBatch(redis: Redis, batchId: string): Promise<BatchRecord | undefined> {
  return parseBatchRecord(batchId, await redis.hgetall(redisKeys.batchMeta(batchId)));
}

/** Newest first. `before` is the creation time (ms) that the page must lie before. */
export async function listBatches(
  redis: Redis,
  limit: number,
  before: number | undefined,
): Promise<BatchRecord[]> {
  const upper = before === undefined ? '+inf' : `(${before}`;
  const ids = await redis.zrevrangebyscore(redisKeys.batches, upper, '-inf', 'LIMIT', 0, limit);
  const batches = await Promise.all(ids.map((id) => readBatch(redis, id)));
  return batches.filter((batch) => batch !== undefined);
}

/** Scores of up to 500 rows, in row order; rejected and waiting rows are absent. */
export async function readScoreBlock(redis: Redis, batchId: string, block: number): Promise<StoredScore[]> {
  const [packed, ids] = await Promise.all([
    redis.hgetallBuffer(redisKeys.batchScores(batchId, block)),
    redis.hgetall(redisKeys.batchIds(batchId, block)),
  ]);
  return Object.keys(packed)
    .map(Number)
    .sort((left, right) => left - right)
    .map((field) => storedScore(block * rowsPerBlock + field + 1, packed[field], ids[field]));
}

/** The score of one row, `undefined` where it was rejected or waits. */
export async function readRowScore(
  redis: Redis,
  batchId: string,
  row: number,
): Promise<StoredScore | undefined> {
  const { block, field } = blockOf(row - 1);
  const [packed, id] = await Promise.all([
    redis.hgetBuffer(redisKeys.batchScores(batchId, block), String(field)),
    redis.hget(redisKeys.batchIds(batchId, block), String(field)),
  ]);
  return packed ? storedScore(row, packed, id ?? undefined) : undefined;
}

/** All scores of a batch in row order, a block at a time: memory does not grow with the batch. */
export async function* readAllScores(redis: Redis, batch: BatchRecord): AsyncGenerator<StoredScore[]> {
  const blocks = Math.ceil((batch.rows ?? 0) / rowsPerBlock);
  for (let block = 0; block < blocks; block += 1) yield await readScoreBlock(redis, batch.id, block);
}

/** All rejects of a batch in row order, a chunk at a time. */
export async function* readAllRejects(
  redis: Redis,
  cipher: PayloadCipher,
  batch: BatchRecord,
): AsyncGenerator<Reject[]> {
  for (let chunk = 0; chunk < (batch.chunks ?? 0); chunk += 1) {
    const sealed = await redis.getBuffer(redisKeys.batchRejects(batch.id, chunk));
    if (sealed) yield openRejects(cipher, batch.id, chunk, sealed);
  }
}

export function sealRejects(
  cipher: PayloadCipher,
  batchId: string,
  chunk: number,
  rejects: readonly Reject[],
): Buffer {
  if (rejects.length === 0) return Buffer.alloc(0);
  return cipher.seal(Buffer.from(JSON.stringify(rejects)), payloadContext.rejects(batchId, chunk));
}

export function openRejects(
  cipher: PayloadCipher,
  batchId: string,
  chunk: number,
  sealed: Uint8Array,
): Reject[] {
  const plain = cipher.open(sealed, payloadContext.rejects(batchId, chunk));
  return z.array(RejectSchema).parse(JSON.parse(plain.toString()));
}

/** The chunk's place in file and stored upload; `undefined` where batch or chunk do not exist. */
export async function readChunkEntry(
  redis: Redis,
  batchId: string,
  chunk: number,
): Promise<ChunkEntry | undefined> {
  const text = await redis.hget(redisKeys.batchChunks(batchId), String(chunk));
  return text === null ? undefined : parseChunkEntry(text);
}

/** All chunks of a batch by number. */
export async function readChunkEntries(redis: Redis, batchId: string): Promise<Map<number, ChunkEntry>> {
  const entries = Object.entries(await redis.hgetall(redisKeys.batchChunks(batchId)));
  return new Map(entries.map(([chunk, text]) => [Number(chunk), parseChunkEntry(text)]));
}

function storedScore(row: number, packed: Buffer | undefined, id: string | undefined): StoredScore {
  return { row, applicantId: id ?? String(row), record: readPackedScore(packed ?? new Uint8Array()) };
}
