import { randomUUID } from 'node:crypto';
import { type PayloadCipher, removeWorker, reportWorker } from '@bora/batch-store';
import type { ProfileRequirement } from '@bora/bundle';
import { ChunkJob, queuePrefix, queues, SingleJob } from '@bora/contracts';
import type { ObjectStore } from '@bora/object-store';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { startInferencePool } from './inference/inference-pool.ts';
import type { ScoredSingle } from './inference/protocol.ts';
import { createCoalescer } from './jobs/coalescer.ts';
import { type QueueConsumer, startQueueConsumer } from './jobs/queue-consumer.ts';
import { runJob } from './jobs/run-job.ts';
import { scoreChunkJob } from './jobs/score-chunk-job.ts';
import { type SingleQuestion, scoreSingleJob } from './jobs/score-single-job.ts';
import { createModelKeeper, modelKey } from './models/model-keeper.ts';
import { createPolicyKeeper } from './models/policy-keeper.ts';
import { createReconciler } from './upkeep/reconciler.ts';
import { repeat } from './upkeep/repeat.ts';
import { createWatchdog } from './upkeep/watchdog.ts';

export interface WorkerDependencies {
  readonly config: Config;
  readonly modelStore: ObjectStore;
  readonly policyStore: ObjectStore;
  readonly cipher: PayloadCipher;
  readonly requirement: ProfileRequirement;
  readonly log: Logger;
}

/** Jobs of single applications that may wait together for one forward pass. */
const singleConcurrency = 64;
const drainMs = 8_000;

/** Starts to take jobs. `close` lets running ones end, at most ten seconds. */
export function startWorker(dependencies: WorkerDependencies): { close(): Promise<void> } {
  const { config, log, cipher } = dependencies;
  const startedAt = new Date().toISOString();
  const workerId = randomUUID();
  const redis = new Redis(config.REDIS_URL, { maxRetriesPerRequest: null });
  redis.on('error', (error) => log.warn({ error: error.name }, 'redis is away; waiting for it'));
  const resultSeconds = Math.ceil(config.RESULT_DAYS * 86_400);

  const pool = startInferencePool(
    { backend: config.TENSORFLOW_BACKEND, chunkThreads: config.INFERENCE_THREADS },
    log,
  );
  const models = createModelKeeper({
    store: dependencies.modelStore,
    pool,
    redis,
    requirement: dependencies.requirement,
    championOf: config.MODEL_NAME,
    log,
  });
  const usePolicy = createPolicyKeeper(dependencies.policyStore);

  const coalescer = createCoalescer<SingleQuestion, ScoredSingle>(
    ({ model, policy }) => `${modelKey(model)} ${policy.name}/${policy.version}`,
    async (questions) => {
      const { model, policy } = questions[0]!;
      const applications = questions.map((question) => question.application);
      return pool.scoreSingles({
        model: await models.use(model),
        policy: await usePolicy(policy),
        applications,
      });
    },
    singleConcurrency,
  );

  const queueSettings = { connection: redis, prefix: queuePrefix };
  const chunkQueue = new Queue(queues.chunks.name, {
    ...queueSettings,
    defaultJobOptions: queues.chunks.options,
  });
  const singleQueue = new Queue(queues.singles.name, queueSettings);
  for (const queue of [chunkQueue, singleQueue]) queue.on('error', () => {});
  const reconciler = createReconciler({ redis, cipher, chunkQueue, resultSeconds, log });

  function startChunkConsumer(): QueueConsumer {
    return startQueueConsumer({
      queueName: queues.chunks.name,
      redisUrl: config.REDIS_URL,
      // One more than threads: the next chunk is fetched while every thread is busy.
      concurrency: config.INFERENCE_THREADS + 1,
      maxStalledCount: queues.chunks.maxStalledCount,
      process: (job, token) =>
        runJob(job, token, ChunkJob, async (payload) => ({
          outcome: await scoreChunkJob(
            { redis, cipher, pool, useModel: models.use, usePolicy, resultSeconds },
            payload,
          ),
        })),
      onFailed: () => void reconciler.sweepFailedChunks().catch(() => {}),
      log,
    });
  }
  function startSingleConsumer(): QueueConsumer {
    return startQueueConsumer({
      queueName: queues.singles.name,
      redisUrl: config.REDIS_URL,
      concurrency: singleConcurrency,
      maxStalledCount: queues.singles.maxStalledCount,
      process: (job, token) =>
        runJob(job, token, SingleJob, async (payload) => ({
          outcome: await scoreSingleJob({ redis, cipher, coalescer }, payload),
        })),
      log,
    });
  }
  const chunkConsumer = { current: startChunkConsumer() };
  const singleConsumer = { current: startSingleConsumer() };

  async function report(): Promise<void> {
    await reportWorker(redis, {
      id: workerId,
      startedAt,
      backend: pool.backend ?? 'starting',
      threads: config.INFERENCE_THREADS,
      models: models.loaded(),
      seenAtMs: Date.now(),
    });
  }

  const upkeep = [
    repeat('follow-champion', 2_000, models.followChampion, log),
    repeat('report', 3_000, report, log),
    repeat('reconcile', 2_000, reconciler.reconcile, log),
    repeat('watch-chunks', 5_000, createWatchdog(chunkQueue, chunkConsumer, startChunkConsumer, log), log),
    repeat(
      'watch-singles',
      5_000,
      createWatchdog(singleQueue, singleConsumer, startSingleConsumer, log),
      log,
    ),
  ];

  async function drain(): Promise<void> {
    await Promise.all([chunkConsumer.current.close(drainMs), singleConsumer.current.close(drainMs)]);
    await Promise.all(upkeep.map((task) => task.stop()));
    await removeWorker(redis, workerId);
    await Promise.all([chunkQueue.close(), singleQueue.close()]);
  }

  return {
    async close() {
      await Promise.race([drain(), new Promise((resolve) => setTimeout(resolve, drainMs + 1_000).unref())]);
      redis.disconnect();
      await pool.close();
    },
  };
}
