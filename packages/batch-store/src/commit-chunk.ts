import { blockOf, packedScoreBytes, redisKeys } from '@bora/contracts';
import type { Redis } from 'ioredis';
import { commitChunkScript } from './commit-chunk-script.ts';
import { runScript, script } from './run-script.ts';

export interface ChunkResults {
  readonly batchId: string;
  readonly chunk: number;
  /** Row of the first record, from 1. */
  readonly firstRow: number;
  /** One record of `packedScoreBytes` a row; first byte 0 where the row was rejected. */
  readonly packed: Uint8Array;
  /** One id a row, `''` where the row was rejected. */
  readonly applicantIds: readonly string[];
  /** The sealed list of rejects; empty where there is none. */
  readonly rejects: Uint8Array;
  /** Whole numbers to add to the batch's meta hash. */
  readonly counters: Readonly<Record<string, number>>;
  /** How long the results live at least, while the batch is scored. */
  readonly waitingSeconds: number;
}

/** `completed`: this was the batch's last chunk. `batch-ended`: cancelled, failed or expired meanwhile. */
export type CommitOutcome = 'committed' | 'completed' | 'already-committed' | 'batch-ended';

const outcomes: readonly CommitOutcome[] = ['committed', 'completed', 'already-committed', 'batch-ended'];
const commitScript = script(commitChunkScript);

/** Writes the results of a chunk once, in one atomic script; a second commit of the same chunk changes nothing. */
export async function commitChunk(redis: Redis, results: ChunkResults): Promise<CommitOutcome> {
  const { batchId, chunk, firstRow, applicantIds } = results;
  if (results.packed.byteLength !== applicantIds.length * packedScoreBytes) {
    throw new RangeError(
      `chunk ${chunk}: ${applicantIds.length} ids for ${results.packed.byteLength} bytes of scores`,
    );
  }
  const firstBlock = blockOf(firstRow - 1).block;
  const lastBlock = blockOf(firstRow - 1 + applicantIds.length - 1).block;
  const blocks = Array.from({ length: lastBlock - firstBlock + 1 }, (_, index) => firstBlock + index);
  const keys = [
    redisKeys.batchMeta(batchId),
    redisKeys.batchDone(batchId),
    redisKeys.batchChunk(batchId, chunk),
    redisKeys.batchRejects(batchId, chunk),
    redisKeys.batchChunks(batchId),
    ...blocks.map((block) => redisKeys.batchScores(batchId, block)),
    ...blocks.map((block) => redisKeys.batchIds(batchId, block)),
  ];
  const counters = Object.entries(results.counters).flat();
  const values = [
    chunk,
    results.waitingSeconds,
    firstRow - 1,
    buffer(results.packed),
    buffer(results.rejects),
    counters.length,
    ...counters,
    ...applicantIds,
  ];
  const answer = String(await runScript(redis, commitScript, keys, values));
  const outcome = outcomes.find((known) => known === answer);
  if (!outcome) throw new Error(`the commit script answered ${answer}`);
  return outcome;
}

function buffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
