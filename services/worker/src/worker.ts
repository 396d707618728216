import { randomUUID } from 'node:crypto';
import {
  type BatchRecord,
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
import { countInference, createScoringWatch } from './metrics/scoring-watch.ts';
import { type MetricsServer, serveMetrics } from './metrics/serve-metrics.ts';
import { createWorkerMetrics, type WorkerMetrics } from './metrics/worker-metrics.ts';
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

export interface RunningWorker {
  /** Where its metrics are answered; undefined where they are not. */
  readonly metricsPort: number | undefined;
  close(): Promise<void>;
}

/** Jobs of single applications that may wait together for one forward pass. */
const singleConcurrency = 64;
const drainMs = 6_000;

/**
 * Starts to take jobs. `close` lets running ones end, at most ten seconds.
 * Rejects with `InferenceError` where the TensorFlow backend does not work.
 */
export async function startWorker(dependencies: WorkerDependencies): Promise<RunningWorker> {
  const { config, log, cipher, seal } = dependencies;
  const startedAt = new Date().toISOString();
  const workerId = randomUUID();
  const lifetimes = lifetimesOf(config.RESULT_DAYS);
  const metrics = createWorkerMetrics();
  const metricsServer = await serveWhereAsked(metrics, config);
  const pool = startInferencePool(
    {
      backend: config.TENSORFLOW_BACKEND,
      chunkThreads: config.INFERENCE_THREADS,
      onDone: (task, seconds) => countInference(metrics, task, seconds),
    },
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
  metrics.showModels(models.loaded);
  const watch = createScoringWatch(metrics, redis);
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
  const failedJobs = createFailedJobs(redis, cipher, byKind, lifetimes.waitingSeconds, { log, ...watch });
  const reconcile = createReconciler({
    ...dependencies,
    redis,
    chunkQueue,
    singleQueue,
    recordQueue,
    failedJobs,
    lifetimes,
    onFailed: () => metrics.onBatchEnd('failed'),
  });

  const chunkJobs = {
    redis,
    cipher,
    scoreChunk: (task: Parameters<InferencePool['scoreChunk']>[0]) =>
      forgettingLost(models, task.model, pool.scoreChunk(task)),
    useModel: models.use,
    usePolicy,
    onCompleted: (batch: BatchRecord) => enqueueRecord(recordQueue, batch),
    onCommitted: watch.onCommitted,
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
  const jobWatch = { log, onEnd: metrics.onJobEnd };
  const shared = { redisUrl: config.REDIS_URL, ...jobWatch };
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
    handle: (payload) => scoreSingleJob({ redis, cipher, coalescer, onAnswered: watch.onAnswered }, payload),
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
      waitingSeconds: lifetimes.waitingSeconds,
    },
    config.REDIS_URL,
    jobWatch,
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
    jobWatch,
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
    repeat('keep-recent-scores', 2_000, watch.flush, log),
  ];

  async function drain(): Promise<void> {
    const work = [chunkWork, singleWork, whatIfWork, simulations, segmentations];
    await Promise.all(work.map((one) => one.close(drainMs)));
    await Promise.all(upkeep.map((task) => task.stop()));
    await watch.flush();
    await removeWorker(redis, workerId);
    await Promise.all([...Object.values(byKind), recordQueue].map((queue) => queue.close()));
  }

  return {
    metricsPort: metricsServer?.port,
    async close() {
      await metricsServer?.close();
      await Promise.race([drain(), new Promise((resolve) => setTimeout(resolve, drainMs + 1_000).unref())]);
      redis.disconnect();
      await pool.close();
    },
  };
}

function serveWhereAsked(
  { registry }: WorkerMetrics,
  { METRICS_PORT: port, METRICS_HOST: host, METRICS_TOKEN: token }: Config,
): Promise<MetricsServer | undefined> {
  return port === undefined ? Promise.resolve(undefined) : serveMetrics(registry, { host, port, token });
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
