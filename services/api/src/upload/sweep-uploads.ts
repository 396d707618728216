import { type BatchRecord, readBatch } from '@bora/batch-store';
import { ObjectNotFoundError, type ObjectStore, ObjectStoreUnavailableError } from '@bora/object-store';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import {
  listStoredUploads,
  readStoredUploadIndex,
  removeStoredUpload,
  type StoredUploadIndex,
} from './stored-upload.ts';

export interface SweepDependencies {
  readonly redis: Redis;
  readonly uploads: ObjectStore;
  /** Whether the record still holds the batch and what was given for it. Throws while it cannot be asked. */
  readonly isRecorded: (batchId: string) => Promise<boolean>;
  readonly log: Logger;
}

/**
 * Removes stored uploads that nobody can reach, every hour; not at the start, so that an api that was started with
 * the wrong Redis can be stopped before it takes every upload for abandoned.
 */
export interface UploadSweep {
  start(): void;
  /** Waits for the sweep that runs. */
  close(): Promise<void>;
}

const hourMs = 3_600_000;
/** Redis may have lost a batch whose upload an operator still wants. */
const minimumAgeMs = 24 * hourMs;
/** An upload that still comes adds to its file at least every `UPLOAD_IDLE_TIMEOUT_MS`. */
const unfinishedAgeMs = hourMs;

export function createUploadSweep(dependencies: SweepDependencies, everyMs = hourMs): UploadSweep {
  const { log } = dependencies;
  const closing = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();

  async function run(): Promise<void> {
    try {
      const removed = await sweepUploads(dependencies, closing.signal);
      if (removed > 0) log.info({ removed }, 'stored uploads of batches that are gone were removed');
    } catch (error) {
      log.error({ err: error }, 'the sweep of stored uploads failed');
    }
    if (closing.signal.aborted) return;
    timer = setTimeout(begin, everyMs).unref();
  }
  function begin(): void {
    running = run();
  }
  return {
    start() {
      timer = setTimeout(begin, everyMs).unref();
    },
    async close() {
      closing.abort();
      clearTimeout(timer);
      await running;
    },
  };
}

/**
 * Removes the uploads whose batch is unknown to Redis and to the record and older than a day, what is left of uploads that
 * failed or were cancelled before they were whole, and what an api that died was writing.
 *
 * @returns how many were removed.
 */
export async function sweepUploads(
  { redis, uploads, isRecorded }: Omit<SweepDependencies, 'log'>,
  signal?: AbortSignal,
  nowMs = Date.now(),
): Promise<number> {
  let removed = 0;
  for (const batchId of await listStoredUploads(uploads)) {
    if (signal?.aborted) break;
    // The batch before its index: an index is written before its batch can end otherwise than badly.
    const batch = await readBatch(redis, batchId);
    if (!(await isAbandoned(batch, () => readIndex(uploads, batchId), nowMs))) continue;
    if (await isRecorded(batchId)) continue;
    await removeStoredUpload(uploads, batchId);
    removed += 1;
  }
  return removed + (await uploads.removeUnfinished(nowMs - unfinishedAgeMs));
}

async function isAbandoned(
  batch: BatchRecord | undefined,
  readIndexNow: () => Promise<StoredUploadIndex | 'absent' | 'unreadable'>,
  nowMs: number,
): Promise<boolean> {
  switch (batch?.state) {
    case 'failed':
      return true;
    case 'cancelled':
      return (await readIndexNow()) === 'absent';
    case undefined: {
      const index = await readIndexNow();
      if (typeof index === 'string' || index.createdAt === undefined) return true;
      return nowMs - Date.parse(index.createdAt) > minimumAgeMs;
    }
    default:
      return false;
  }
}

/** An index that is damaged will not be whole again; a store that does not answer ends the sweep. */
async function readIndex(
  uploads: ObjectStore,
  batchId: string,
): Promise<StoredUploadIndex | 'absent' | 'unreadable'> {
  try {
    return await readStoredUploadIndex(uploads, batchId);
  } catch (error) {
    if (error instanceof ObjectStoreUnavailableError) throw error;
    return error instanceof ObjectNotFoundError ? 'absent' : 'unreadable';
  }
}
