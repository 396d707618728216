import type { BatchRecord } from '@bora/batch-store';
import { askedBy, batchRecordJobId, queues, type RecordJob } from '@bora/contracts';
import type { Queue } from 'bullmq';

/** A record that could not be written is tried again so long after it failed. */
const retryAfterMs = 60_000;

/** Asks for a batch that has ended to be written into the record. Asking twice is asking once. */
export async function enqueueRecord(
  queue: Queue,
  batch: Pick<BatchRecord, 'id' | 'requestId'>,
): Promise<void> {
  const payload: RecordJob = { v: 1, kind: 'batch', batchId: batch.id, ...askedBy(batch) };
  await queue.add(queues.records.name, payload, { jobId: batchRecordJobId(batch.id) });
}

/** Asks again for a batch that is not in the record and for which no job waits: it was lost, or failed a while ago. */
export async function reconcileRecord(
  queue: Queue,
  batch: Pick<BatchRecord, 'id' | 'requestId'>,
): Promise<void> {
  const job = await queue.getJob(batchRecordJobId(batch.id));
  if (job?.finishedOn !== undefined) {
    if (Date.now() - job.finishedOn < retryAfterMs) return;
    await job.remove();
  } else if (job) return;
  await enqueueRecord(queue, batch);
}
