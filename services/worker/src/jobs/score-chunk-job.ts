import {
  type BatchRecord,
  batchCipher,
  commitChunk,
  type PayloadCipher,
  payloadContext,
  readBatch,
  readChunkEntry,
  sealRejects,
} from '@bora/batch-store';
import {
  type ChunkJob,
  type ModelReference,
  type Policy,
  type PolicyReference,
  redisKeys,
} from '@bora/contracts';
import { FileLayout } from '@bora/features';
import { JobError } from '@bora/queue-work';
import type { Redis } from 'ioredis';
import type { InferencePool } from '../inference/inference-pool.ts';
import type { ScoredChunk } from '../inference/protocol.ts';

export interface ChunkJobDependencies {
  readonly redis: Redis;
  readonly cipher: PayloadCipher;
  readonly scoreChunk: InferencePool['scoreChunk'];
  /** Loads the version if it is not loaded; answers the key by which threads know it. */
  readonly useModel: (model: ModelReference) => Promise<string>;
  readonly usePolicy: (policy: PolicyReference) => Promise<Policy>;
  /** The last chunk of a batch was committed: all its decisions are there to be recorded. */
  readonly onCompleted: (batch: BatchRecord) => Promise<void>;
  /** A chunk was committed here; told once of each. */
  readonly onCommitted: (chunk: CommittedChunk) => void;
  readonly waitingSeconds: number;
}

export interface CommittedChunk {
  readonly batch: BatchRecord;
  readonly chunk: number;
  readonly scored: ScoredChunk;
  /** It completed its batch. */
  readonly isLast: boolean;
}

export type ChunkJobOutcome = 'committed' | 'already-committed' | 'batch-ended';

/** Scores one chunk and commits it once. A second delivery of the same chunk changes nothing. */
export async function scoreChunkJob(
  dependencies: ChunkJobDependencies,
  job: ChunkJob,
): Promise<ChunkJobOutcome> {
  const { redis, cipher } = dependencies;
  const { batchId, chunk } = job;
  const [batch, entry, sealed] = await Promise.all([
    readBatch(redis, batchId),
    readChunkEntry(redis, batchId, chunk),
    redis.getBuffer(redisKeys.batchChunk(batchId, chunk)),
  ]);
  if (batch?.state !== 'scoring') return 'batch-ended';
  if (!entry || !sealed) return whyBytesAreGone(redis, batch, chunk);

  const [model, policy] = await Promise.all([
    dependencies.useModel(batch.model),
    dependencies.usePolicy(batch.policy),
  ]);
  const scored = await dependencies.scoreChunk({
    model,
    policy,
    bytes: batchCipher(cipher, batchId, batch.wrappedKey).open(sealed, payloadContext.chunk(batchId, chunk)),
    layout: FileLayout.parse(JSON.parse(batch.layout ?? 'null')),
    firstRow: entry.firstRow,
    firstLine: entry.firstLine,
    rows: entry.rows,
  });
  const outcome = await commitChunk(redis, {
    batchId,
    chunk,
    firstRow: entry.firstRow,
    packed: scored.packed,
    applicantIds: scored.applicantIds,
    rejects: sealRejects(cipher, batchId, chunk, scored.rejects),
    counters: scored.counters,
    waitingSeconds: dependencies.waitingSeconds,
  });
  if (outcome !== 'committed' && outcome !== 'completed') return outcome;
  const isLast = outcome === 'completed';
  dependencies.onCommitted({ batch, chunk, scored, isLast });
  // Where this fails the reconciler does it.
  if (isLast) await dependencies.onCompleted(batch).catch(() => {});
  return 'committed';
}

async function whyBytesAreGone(redis: Redis, batch: BatchRecord, chunk: number): Promise<ChunkJobOutcome> {
  const isDone = await redis.sismember(redisKeys.batchDone(batch.id), String(chunk));
  if (isDone === 1) return 'already-committed';
  throw new JobError('chunk-bytes-gone', 'The rows of this chunk are no longer in Redis.', 'no');
}
