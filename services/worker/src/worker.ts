import { randomUUID } from 'node:crypto';
import {
  championRegister,
  lifetimesOf,
  type PayloadCipher,
  removeWorker,
  reportWorker,
} from '@bora/batch-store';
import type { BundleRequirement, ChampionSeal } from '@bora/bundle';
import { queuePrefix, queues } from '@bora/contracts';
import type { ObjectStore } from '@bora/object-store';
import { repeat, startQueueWork } from '@bora/queue-work';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { type InferencePool, startInferencePool } from './inference/inference-pool.ts';
import { InferenceError } from './inference/inference-thread.ts';
import type { ScoredSingle } from './inference/protocol.ts';
import { createCoalescer } from './jobs/coalescer.ts';
import { scoreChunkJob } from './jobs/score-chunk-job.ts';
import { type SingleQuestion, scoreSingleJob } from './jobs/score-single-job.ts';
import { createSeenInTraining } from './jobs/seen-in-training.ts';
import { startSimulationWork } from './jobs/simulation-work.ts';
import { whatIfJob } from './jobs/what-if-job.ts';
import { createModelKeeper, type ModelKeeper, modelKey } from './models/model-keeper.ts';
import { createPolicyKeeper } from './models/policy-keeper.ts';
import { startSegmentationWork } from './segmentation/segmentation-work.ts';
import { createFailedJobs } from './upkeep/failed-jobs.ts';
import { enqueueRecord } from './upkeep/reconcile-records.ts';
import { createReconciler } from './upkeep/reconciler.ts';

export interface WorkerDependencies {
  readonly config: Config;
  readonly modelStore: ObjectStore;
  readonly policyStore: ObjectStore;
  readonly uploads: ObjectStore;
  readonly segmentStore: ObjectStore;
  readonly cipher: PayloadCipher;
  readonly requirement: BundleRequirement;
  /** Where signatures are asked for: tells which champion pointers were promoted. */
  readonly seal?: ChampionSeal | undefined;
  readonly log: Logger;
}

/** Jobs of single applications that may wait together for one forward pass. */
const singleConcurrency = 64;
const drainMs = 8_000;

/**
 * Starts to take jobs. `close` lets running ones end, at most ten seconds.
 * Rejects with `InferenceError` where the TensorFlow backend does not work.
 */
export async function startWorker(dependencies: WorkerDependencies): Promise<{ close(): Promise<void> }> {
  const { config, log, cipher, seal } = dependencies;
  const startedAt = new Date().toISOString();
  const workerId = randomUUID();
  const lifetimes = lifetimesOf(config.RESULT_DAYS);
  const pool = startInferencePool(
    { backend: config.TENSORFLOW_BACKEND, chunkThreads: config.INFERENCE_THREADS },
    log,
  );
  const backend = await startBackend(pool);

  const redis = new Redis(config.REDIS_URL, { maxRetriesPerRequest: null });
  redis.on('error', (error) => log.warn({ error: error.name }, 'redis is away; waiting for it'));
  const models = createModelKeeper({
    store: dependencies.modelStore,
    pool,
    redis,
    requirement: dependencies.requirement,
    championOf: config.MODEL_NAME,
    guard: seal && { ...seal, ...championRegister(redis) },
    log,
  });
  const usePolicy = createPolicyKeeper(dependencies.policyStore);
  const coalescer = createCoalescer<SingleQuestion, ScoredSingle>(
    ({ model, policy }) => `${modelKey(model)} ${policy.name}/${policy.version}`,
    async (questions) => {
      const first = questions[0]!;
      const [model, policy] = await Promise.all([models.use(first.model), usePolicy(first.policy)]);
      const applications = questions.map((question) => question.application);
      return forgettingLost(models, model, pool.scoreSingles({ model, policy, applications }));
    },
    singleConcurrency,
  );

  const queueSettings = { connection: redis, prefix: queuePrefix };
  const chunkQueue = new Queue(queues.chunks.name, {
    ...queueSettings,
    defaultJobOptions: queues.chunks.options,
  });
  const singleQueue = new Queue(queues.singles.name, {
    ...queueSettings,
    defaultJobOptions: queues.singles.options,
  });
  const whatIfQueue = new Queue(queues.whatIfs.name, queueSettings);
  const recordQueue = new Queue(queues.records.name, {
    ...queueSettings,
    defaultJobOptions: queues.records.options,
  });
  for (const queue of [chunkQueue, singleQueue, whatIfQueue, recordQueue]) queue.on('error', () => {});
  const byKind = { chunks: chunkQueue, singles: singleQueue, whatIfs: whatIfQueue };
  const failedJobs = createFailedJobs(redis, cipher, byKind, lifetimes.waitingSeconds, log);
  const reconcile = createReconciler({
    ...dependencies,
    redis,
    chunkQueue,
    singleQueue,
    recordQueue,
    failedJobs,
    lifetimes,
  });

  const chunkJobs = {
    redis,
    cipher,
    scoreChunk: (task: Parameters<InferencePool['scoreChunk']>[0]) =>
      forgettingLost(models, task.model, pool.scoreChunk(task)),
    useModel: models.use,
    usePolicy,
    onCompleted: (batchId: string) => enqueueRecord(recordQueue, batchId),
    waitingSeconds: lifetimes.waitingSeconds,
  };
  const whatIfJobs = {
    redis,
    cipher,
    whatIf: (task: Parameters<InferencePool['whatIf']>[0]) =>
      forgettingLost(models, task.model, pool.whatIf(task)),
    useModel: models.use,
    usePolicy,
  };
  const shared = { redisUrl: config.REDIS_URL, log };
  const chunkWork = startQueueWork({
    ...shared,
    declaration: queues.chunks,
    queue: chunkQueue,
    // One more than threads: the next chunk is fetched while every thread is busy.
    concurrency: config.INFERENCE_THREADS + 1,
    handle: (payload) => scoreChunkJob(chunkJobs, payload),
    sweep: failedJobs.sweepChunks,
  });
  const singleWork = startQueueWork({
    ...shared,
    declaration: queues.singles,
    queue: singleQueue,
    concurrency: singleConcurrency,
    handle: (payload) => scoreSingleJob({ redis, cipher, coalescer }, payload),
    sweep: failedJobs.sweepSingles,
  });
  const whatIfWork = startQueueWork({
    ...shared,
    declaration: queues.whatIfs,
    queue: whatIfQueue,
    concurrency: config.INFERENCE_THREADS,
    handle: (payload) => whatIfJob(whatIfJobs, payload),
    sweep: failedJobs.sweepWhatIfs,
  });
  const simulations = startSimulationWork(
    {
      redis,
      cipher,
      uploads: dependencies.uploads,
      countSeen: createSeenInTraining(dependencies.modelStore),
      resultSeconds: lifetimes.resultSeconds,
    },
    config.REDIS_URL,
    log,
  );

  const segmentations = startSegmentationWork(
    {
      redis,
      cipher,
      segmentStore: dependencies.segmentStore,
      lifetimes,
      predictSegments: pool.predictSegments,
    },
    config.REDIS_URL,
    log,
  );

  const report = () =>
    reportWorker(redis, {
      id: workerId,
      startedAt,
      backend,
      threads: config.INFERENCE_THREADS,
      models: models.loaded(),
    });
  const upkeep = [
    repeat('follow-champion', 2_000, models.followChampion, log),
    repeat('report', 3_000, report, log),
    repeat('reconcile', 2_000, reconcile, log),
  ];

  async function drain(): Promise<void> {
    const work = [chunkWork, singleWork, whatIfWork, simulations, segmentations];
    await Promise.all(work.map((one) => one.close(drainMs)));
    await Promise.all(upkeep.map((task) => task.stop()));
    await removeWorker(redis, workerId);
    await Promise.all([...Object.values(byKind), recordQueue].map((queue) => queue.close()));
  }

  return {
    async close() {
      await Promise.race([drain(), new Promise((resolve) => setTimeout(resolve, drainMs + 1_000).unref())]);
      redis.disconnect();
      await pool.close();
    },
  };
}

async function startBackend(pool: InferencePool): Promise<string> {
  try {
    return await pool.start();
  } catch (error) {
    await pool.close();
    throw error;
  }
}

/** A thread that does not hold a model any more makes the keeper load it again for the next attempt. */
async function forgettingLost<Answer>(
  models: ModelKeeper,
  model: string,
  answer: Promise<Answer>,
): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof InferenceError && error.code === 'model-not-loaded') models.forget(model);
    throw error;
  }
}
