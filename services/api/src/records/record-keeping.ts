import { type PayloadCipher, PayloadUnreadableError } from '@bora/batch-store';
import { queuePrefix, queues, type RecordJob, type Retention } from '@bora/contracts';
import { type ObjectStore, ObjectStoreUnavailableError } from '@bora/object-store';
import { JobError, repeat, startQueueWork } from '@bora/queue-work';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { Database } from '../database/database.ts';
import { isDatabaseFailure } from '../database/is-database-failure.ts';
import { isRedisFailure } from '../redis/is-redis-failure.ts';
import { eraseNext } from '../rights/erasures.ts';
import { applyRetention } from '../rights/retention.ts';
import type { ReadScoreTerms } from '../scores/score-terms.ts';
import { recordSimulations } from '../simulations/recorded-simulations.ts';
import type { DataKeys } from './data-keys.ts';
import { makePartitions } from './partitions.ts';
import { RecordIncompleteError, recordBatch } from './record-batch.ts';
import { recordSingles } from './record-singles.ts';

export interface RecordKeepingDependencies {
  readonly redisUrl: string;
  /** For reading results. */
  readonly redis: Redis;
  readonly database: Database;
  readonly cipher: PayloadCipher;
  readonly dataKeys: DataKeys;
  readonly readTerms: ReadScoreTerms;
  readonly uploads: ObjectStore;
  readonly retention: Retention;
  readonly resultSeconds: number;
  /** Wraps kept keys anew, while the payload key is changed. */
  readonly rewrap: (() => Promise<{ rewrapped: number; bound: number }>) | undefined;
  readonly log: Logger;
}

/** Writes what has ended into the record, beside the requests of this process. */
export interface RecordKeeping {
  start(): void;
  /** Lets what is being written end. */
  close(): Promise<void>;
}

const singlesPauseMs = 1_000;
const partitionsPauseMs = 60_000;
const simulationsPauseMs = 5_000;
const erasuresPauseMs = 2_000;
const retentionPauseMs = 3_600_000;
const closeMs = 5_000;

export function createRecordKeeping(dependencies: RecordKeepingDependencies): RecordKeeping {
  const { redisUrl, database, log } = dependencies;
  const parts: { close(): Promise<void> }[] = [];

  async function handle(job: RecordJob) {
    await assertCurrent(database);
    const outcome = await recordBatch({ ...dependencies, query: database.query }, job.batchId);
    if (outcome === 'recorded') log.info({ batchId: job.batchId }, 'a batch was recorded');
    return outcome;
  }

  /** Nothing to do while the database is away: it says so by itself, and what waits goes on waiting. */
  const whileThere = (task: () => Promise<void>) => async () => {
    try {
      await assertCurrent(database);
      await task();
    } catch (error) {
      if (!isPassing(error)) throw error;
    }
  };

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
        handle: (job) => handle(job).catch((error: unknown) => Promise.reject(asJobError(error))),
        sweep: async () => {},
        log,
      });
      const singles = whileThere(async () => {
        while (await recordSingles({ ...dependencies, query: database.query }));
      });
      const partitions = whileThere(async () => {
        const made = await makePartitions(database.query);
        if (made.length > 0) log.info({ made }, 'months of the record were made ahead');
      });
      const simulated = new Set<string>();
      const simulations = whileThere(async () => {
        const { redis, cipher } = dependencies;
        for (const id of await recordSimulations(database.query, redis, cipher, simulated)) simulated.add(id);
      });
      const erasures = whileThere(async () => {
        while (await eraseNext(dependencies, database.query)) log.info('an applicant was erased');
      });
      const retain = whileThere(async () => {
        const report = await applyRetention(
          { ...dependencies, query: database.query },
          dependencies.retention,
        );
        if (report.decisions > 0 || report.batches > 0)
          log.info(report, 'what has reached its term was removed');
      });
      const upkeep = [
        repeat('record-singles', singlesPauseMs, singles, log),
        repeat('record-partitions', partitionsPauseMs, partitions, log),
        repeat('record-simulations', simulationsPauseMs, simulations, log),
        repeat('erasures', erasuresPauseMs, erasures, log),
        repeat('retention', retentionPauseMs, retain, log),
      ];
      const { rewrap } = dependencies;
      if (rewrap) {
        const task = whileThere(async () => {
          const { rewrapped, bound } = await rewrap();
          if (rewrapped > 0 || bound > 0) log.info({ rewrapped, bound }, 'keys were wrapped anew');
          else log.info('only what Redis has not forgotten yet needs PAYLOAD_KEY_PREVIOUS');
        });
        upkeep.push(repeat('rewrap-keys', partitionsPauseMs, task, log));
      }
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

async function assertCurrent(database: Database): Promise<void> {
  if (!(await database.check()))
    throw new JobError('database-unavailable', 'The tables are not there yet.', 'wait');
}

function isPassing(error: unknown): boolean {
  return (
    isDatabaseFailure(error) ||
    isRedisFailure(error) ||
    error instanceof ObjectStoreUnavailableError ||
    (error instanceof JobError && error.retry === 'wait')
  );
}

function asJobError(error: unknown): unknown {
  if (error instanceof PayloadUnreadableError || error instanceof JobError) return error;
  if (isPassing(error)) return new JobError('record-waits', 'A dependency is away.', 'wait');
  return error instanceof RecordIncompleteError ? new JobError(error.code, error.message, 'attempt') : error;
}
