import {
  commitChunk,
  createPayloadCipher,
  payloadContext,
  payloadKeyFromHex,
  readBatch,
  readChunkEntry,
  sealRejects,
} from '@bora/batch-store';
import { ChunkJob, packedScoreBytes, queuePrefix, redisKeys, writePackedScore } from '@bora/contracts';
import { FileLayout, parseApplicants } from '@bora/features';
import { scoreApplicants } from '@bora/model';
import { Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { answerParent } from './bench-child.ts';
import { loadModel } from './loaded-model.ts';
import { RowJobsSettings, rowQueueName } from './row-jobs-side.ts';

// A worker that takes jobs of one row, 64 at a time, and scores each by itself: what the platform does not do.
const settings = RowJobsSettings.parse(JSON.parse(z.string().parse(process.argv[2])));
const cipher = createPayloadCipher(payloadKeyFromHex(settings.payloadKey));
const redis = new Redis(settings.redisUrl, { maxRetriesPerRequest: null });
const { scorer, decide } = await loadModel(settings);

const worker = new Worker(rowQueueName, (job) => scoreJob(ChunkJob.parse(job.data)), {
  connection: new Redis(settings.redisUrl, { maxRetriesPerRequest: null }),
  prefix: queuePrefix,
  concurrency: 64,
});
await worker.waitUntilReady();
answerParent(async () => ({ ready: true }));

async function scoreJob({ batchId, chunk }: ChunkJob): Promise<void> {
  const [batch, entry, sealed] = await Promise.all([
    readBatch(redis, batchId),
    readChunkEntry(redis, batchId, chunk),
    redis.getBuffer(redisKeys.batchChunk(batchId, chunk)),
  ]);
  if (!batch?.layout || !entry || !sealed) return;
  const bytes = cipher.open(sealed, payloadContext.chunk(batchId, chunk));
  const layout = FileLayout.parse(JSON.parse(batch.layout));
  const { table, rejects } = parseApplicants(bytes, layout, scorer.schema, entry);
  const records = scoreApplicants(scorer, decide, table);
  const packed = new Uint8Array(entry.rows * packedScoreBytes);
  const applicantIds = new Array<string>(entry.rows).fill('');
  for (const [index, record] of records.entries()) {
    const place = table.row[index]! - entry.firstRow;
    writePackedScore(new DataView(packed.buffer), place * packedScoreBytes, record);
    applicantIds[place] = table.applicantId[index]!;
  }
  await commitChunk(redis, {
    batchId,
    chunk,
    firstRow: entry.firstRow,
    packed,
    applicantIds,
    rejects: sealRejects(cipher, batchId, chunk, rejects),
    counters: { rowsScored: records.length, rowsRejected: rejects.length },
    waitingSeconds: 3_600,
  });
}
