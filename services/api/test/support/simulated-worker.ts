import {
  batchCipher,
  commitChunk,
  commitSingleScore,
  histogramField,
  type PayloadCipher,
  payloadContext,
  pdUnits,
  readApplication,
  readBatch,
  readChunkEntry,
  readSingleScore,
  sealRejects,
} from '@bora/batch-store';
import {
  batchRecordJobId,
  ChunkJob,
  type Decision,
  histogramBinPoints,
  packedScoreBytes,
  queuePrefix,
  queues,
  redisKeys,
  type ScoreRecord,
  SingleJob,
  warningBit,
  writePackedScore,
} from '@bora/contracts';
import { FileLayout, parseApplicants } from '@bora/features';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { inventedSchema } from './invented-schema.ts';

/** The score that the simulated worker gives a row: spread over all decisions, with many equal values. */
export function fixedRecord(row: number): ScoreRecord {
  const pd = ((row * 7919) % 100) / 100;
  const decision: Decision = pd < 0.2 ? 'approve' : pd < 0.3 ? 'refer' : 'decline';
  return {
    pd,
    score: 850 - Math.round(pd * 500),
    decision,
    reasons: [{ variable: 2, points: -3.2 }],
    warningBits: row % 10 === 0 ? warningBit('out-of-bounds') : 0,
    rule: null,
  };
}

/** Takes jobs as a worker does, but scores without a model. Real queue, real commits. */
export function startSimulatedWorker(redisUrl: string, cipher: PayloadCipher): { close(): Promise<void> } {
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: null });
  const connection = new Redis(redisUrl, { maxRetriesPerRequest: null });
  const options = { connection, prefix: queuePrefix };
  const records = new Queue(queues.records.name, options);
  const chunks = new Worker(
    queues.chunks.name,
    async ({ data }) => {
      const { batchId, chunk } = ChunkJob.parse(data);
      const outcome = await scoreChunk(redis, cipher, { v: 1, batchId, chunk });
      if (outcome === 'completed') await askForRecord(records, batchId);
      return { outcome };
    },
    options,
  );
  const singles = new Worker(
    queues.singles.name,
    async ({ data }) => {
      const { scoreId } = SingleJob.parse(data);
      const [single, application] = await Promise.all([
        readSingleScore(redis, scoreId),
        readApplication(redis, cipher, scoreId),
      ]);
      if (!single) return { outcome: 'gone' };
      await commitSingleScore(redis, single, String(application?.KEY ?? ''), fixedRecord(1));
      return { outcome: 'scored' };
    },
    options,
  );
  return {
    async close() {
      await Promise.all([chunks.close(), singles.close(), records.close()]);
      redis.disconnect();
      connection.disconnect();
    },
  };
}

/** Asks the api for a batch that has ended to be recorded. */
export async function askForRecord(records: Queue, batchId: string): Promise<void> {
  const job = { v: 1, kind: 'batch', batchId };
  await records.add(queues.records.name, job, {
    jobId: batchRecordJobId(batchId),
    ...queues.records.options,
  });
}

/** Scores and commits one chunk without a model. */
export async function scoreChunk(redis: Redis, cipher: PayloadCipher, { batchId, chunk }: ChunkJob) {
  const batch = await readBatch(redis, batchId);
  const entry = await readChunkEntry(redis, batchId, chunk);
  const sealed = await redis.getBuffer(redisKeys.batchChunk(batchId, chunk));
  if (!batch || !entry || !sealed) return 'batch-ended';
  const bytes = batchCipher(cipher, batchId, batch.wrappedKey).open(
    sealed,
    payloadContext.chunk(batchId, chunk),
  );
  const layout = FileLayout.parse(JSON.parse(batch.layout ?? ''));
  const { table, rejects } = parseApplicants(bytes, layout, inventedSchema, entry);

  const packed = Buffer.alloc(entry.rows * packedScoreBytes);
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const applicantIds = new Array<string>(entry.rows).fill('');
  const counters: Record<string, number> = {
    rowsScored: table.rowCount,
    rowsRejected: rejects.length,
    pdNano: 0,
  };
  const count = (name: string, amount: number) => {
    counters[name] = (counters[name] ?? 0) + amount;
  };
  for (const [index, row] of table.row.entries()) {
    const record = fixedRecord(row);
    writePackedScore(view, (row - entry.firstRow) * packedScoreBytes, record);
    applicantIds[row - entry.firstRow] = table.applicantId[index]!;
    count(record.decision, 1);
    count('pdNano', Math.round(record.pd * pdUnits));
    count(histogramField(Math.floor(record.score / histogramBinPoints)), 1);
  }
  return commitChunk(redis, {
    batchId,
    chunk,
    firstRow: entry.firstRow,
    packed,
    applicantIds,
    rejects: sealRejects(cipher, batchId, chunk, rejects),
    counters,
    waitingSeconds: 3600,
  });
}
