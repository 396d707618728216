import { queuePrefix, queues, type RecordJob } from '@bora/contracts';
import { type JobEnd, type OutageLog, startQueueWork } from '@bora/queue-work';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { isStatementTimeout } from '../database/is-database-failure.ts';
import { asJobError, assertCurrent } from './passing-failure.ts';
import { recordBatch } from './record-batch.ts';
import { type RecordUpkeepDependencies, startRecordUpkeep } from './record-upkeep.ts';

export interface RecordKeepingDependencies extends RecordUpkeepDependencies {
  readonly redisUrl: string;
  readonly outage: OutageLog;
  readonly onJobEnd: (end: JobEnd) => void;
}

/** Writes what has ended into the record, beside the requests of this process. */
export interface RecordKeeping {
  start(): void;
  /** Lets what is being written end. */
  close(): Promise<void>;
}

const closeMs = 5_000;

export function createRecordKeeping(dependencies: RecordKeepingDependencies): RecordKeeping {
  const { redisUrl, database, log, outage } = dependencies;
  const parts: { close(): Promise<void> }[] = [];

  async function handle(job: RecordJob) {
    await assertCurrent(database);
    const outcome = await recordBatch({ ...dependencies, query: database.query }, job.batchId);
    if (outcome === 'recorded')
      log.info({ batchId: job.batchId, requestId: job.requestId }, 'a batch was recorded');
    return outcome;
  }

  return {
    start() {
      const connection = new Redis(redisUrl, { maxRetriesPerRequest: null });
      connection.on('error', () => {});
      const queue = new Queue(queues.records.name, { connection, prefix: queuePrefix });
      queue.on('error', () => {});
      const work = startQueueWork({
        declaration: queues.records,
        queue,
        redisUrl,
        // One batch at a time: requests of people come first.
        concurrency: 1,
        handle: (job) =>
          handle(job).catch((error: unknown) => {
            if (isStatementTimeout(error))
              log.error({ err: error, batchId: job.batchId }, 'a batch took too long to record');
            throw asJobError(error);
          }),
        sweep: async () => {},
        log,
        outage,
        onEnd: dependencies.onJobEnd,
      });
      const upkeep = startRecordUpkeep(dependencies);
      parts.push(
        { close: () => work.close(closeMs) },
        ...upkeep.map((one) => ({ close: () => one.stop() })),
        { close: async () => connection.disconnect() },
      );
    },
    async close() {
      for (const part of parts) await part.close();
    },
  };
}
