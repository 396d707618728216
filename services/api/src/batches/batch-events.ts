import { setTimeout as delay } from 'node:timers/promises';
import { type BatchRecord, readBatch } from '@bora/batch-store';
import type { Batch } from '@bora/contracts';
import type { Redis } from 'ioredis';

const readEveryMs = 250;
/** Silence longer than this makes proxies believe that the connection is dead. */
const heartbeatMs = 15_000;

/** Whom the events are for. */
interface BatchReader {
  mayStillRead(batch: BatchRecord): Promise<boolean>;
  /** The batch as it is answered to them. */
  view(batch: BatchRecord): Promise<Batch>;
}

/**
 * The events of a batch, each as the text of one server-sent event: the batch at once, whenever it changed, and
 * when it has ended, which ends the stream. So do the signal, a reader who may read it no more, and a Redis that does
 * not answer: the reader comes again.
 */
export async function* batchEvents(
  redis: Redis,
  known: BatchRecord,
  signal: AbortSignal,
  reader: BatchReader,
): AsyncGenerator<string> {
  let batch: BatchRecord | undefined = known;
  let sent = '';
  let sentAtMs = Date.now();
  while (batch && !signal.aborted && (await reader.mayStillRead(batch))) {
    const counts = JSON.stringify([batch.state, batch.rows, batch.rowsScored, batch.rowsRejected]);
    if (counts !== sent) {
      sent = counts;
      sentAtMs = Date.now();
      yield `event: progress\ndata: ${JSON.stringify(await reader.view(batch))}\n\n`;
    } else if (Date.now() - sentAtMs >= heartbeatMs) {
      sentAtMs = Date.now();
      yield ': still here\n\n';
    }
    if (batch.endedAtMs !== undefined) return;
    batch = await nextReading(redis, batch.id, signal);
  }
}

async function nextReading(
  redis: Redis,
  batchId: string,
  signal: AbortSignal,
): Promise<BatchRecord | undefined> {
  try {
    await delay(readEveryMs, undefined, { signal });
    return await readBatch(redis, batchId);
  } catch {
    return undefined;
  }
}
