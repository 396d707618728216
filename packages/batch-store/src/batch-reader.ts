import {
  blockOf,
  type Reject,
  readPackedScore,
  redisKeys,
  rowsPerBlock,
  type ScoreRecord,
} from '@bora/contracts';
import type { Redis } from 'ioredis';
import { type BatchRecord, parseBatchRecord } from './batch-record.ts';
import { type ChunkEntry, parseChunkEntry } from './chunk-entry.ts';
import { type Page, type PageRequest, readListedPage } from './listed-page.ts';
import type { PayloadCipher } from './payload-cipher.ts';
import { openRejects } from './rejects.ts';
import { readIdBlock, readPackedBlock, type ScoreBlock } from './score-block.ts';

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

/** Batches newest first, a page at a time. */
export function listBatches(redis: Redis, page: PageRequest<BatchRecord>): Promise<Page<BatchRecord>> {
  return readListedPage(redis, redisKeys.batches, (id) => readBatch(redis, id), page);
}

/** How many rows of each block of 500 are scored. */
export async function countScores(redis: Redis, batch: BatchRecord): Promise<number[]> {
  const pipeline = redis.pipeline();
  const blocks = Math.ceil((batch.rows ?? 0) / rowsPerBlock);
  for (let block = 0; block < blocks; block += 1) pipeline.hlen(redisKeys.batchScores(batch.id, block));
  const answers = (await pipeline.exec()) ?? [];
  return answers.map(([error, count]) => {
    if (error) throw error;
    return Number(count);
  });
}

/** The packed scores of a batch in row order, a block at a time, without decoding them. */
export async function* readPackedScores(redis: Redis, batch: BatchRecord): AsyncGenerator<ScoreBlock> {
  const blocks = Math.ceil((batch.rows ?? 0) / rowsPerBlock);
  for (let block = 0; block < blocks; block += 1) yield await readPackedBlock(redis, batch.id, block);
}

/** Scores of up to 500 rows, in row order; rejected and waiting rows are absent. */
export async function readScoreBlock(redis: Redis, batchId: string, block: number): Promise<StoredScore[]> {
  const [{ packed, places }, ids] = await Promise.all([
    readPackedBlock(redis, batchId, block),
    readIdBlock(redis, batchId, block),
  ]);
  return places.map(({ row, offset }) => ({
    row,
    applicantId: ids.get(row) ?? String(row),
    record: readPackedScore(packed, offset),
  }));
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
  return packed ? { row, applicantId: id ?? String(row), record: readPackedScore(packed) } : undefined;
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
    const rejects = await readRejects(redis, cipher, batch.id, chunk);
    if (rejects.length > 0) yield rejects;
  }
}

/** The rejects of one chunk in row order; none where the chunk still waits. */
export async function readRejects(
  redis: Redis,
  cipher: PayloadCipher,
  batchId: string,
  chunk: number,
): Promise<Reject[]> {
  const sealed = await redis.getBuffer(redisKeys.batchRejects(batchId, chunk));
  return sealed ? openRejects(cipher, batchId, chunk, sealed) : [];
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
