import { championRegister, lifetimesOf, type PayloadCipher } from '@bora/batch-store';
import type { BundleRequirement, ChampionSeal } from '@bora/bundle';
import type { ObjectStore } from '@bora/object-store';
import { createOutageLog, type OutageLog, redisOutage, repeat } from '@bora/queue-work';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { type InferencePool, startInferencePool } from './inference/inference-pool.ts';
import { createScorer } from './inference/scorer.ts';
import { startScoringWork } from './jobs/scoring-work.ts';
import { createSeenInTraining } from './jobs/seen-in-training.ts';
import { startSimulationWork } from './jobs/simulation-work.ts';
import { countInference, createScoringWatch } from './metrics/scoring-watch.ts';
import { type MetricsServer, serveMetrics } from './metrics/serve-metrics.ts';
import { createWorkerMetrics, type WorkerMetrics } from './metrics/worker-metrics.ts';
import { createModelKeeper, type ModelKeeper } from './models/model-keeper.ts';
import { createPolicyKeeper } from './models/policy-keeper.ts';
import { startSegmentationWork } from './segmentation/segmentation-work.ts';
import { createPresence } from './upkeep/presence.ts';

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

const drainMs = 6_000;

/**
 * Starts to take jobs. `close` lets running ones end, at most ten seconds.
 * Rejects with `InferenceError` where the TensorFlow backend does not work.
 */
export async function startWorker(dependencies: WorkerDependencies): Promise<RunningWorker> {
  const { config, log } = dependencies;
  const metrics = createWorkerMetrics();
  const metricsServer = await serveWhereAsked(metrics, config);
  const pool = openPool(config, metrics, log);
  const backend = await startBackend(pool);
  const outage = createOutageLog(
    log,
    redisOutage(() => redis.ping()),
  );
  const redis = patientRedis(config, outage);
  const models = keepModels(dependencies, pool, redis);
  metrics.showModels(models.loaded);
  const scoringWatch = createScoringWatch(metrics, redis);
  const threads = config.INFERENCE_THREADS;
  const presence = createPresence(redis, { backend, threads, models: models.loaded });

  const scorer = createScorer(pool, models, createPolicyKeeper(dependencies.policyStore));
  const shared = { ...dependencies, redis, lifetimes: lifetimesOf(config.RESULT_DAYS) };
  const { waitingSeconds } = shared.lifetimes;
  const countSeen = createSeenInTraining(dependencies.modelStore);
  const at = [config.REDIS_URL, { log, outage, onEnd: metrics.onJobEnd }] as const;
  const work = [
    startScoringWork({ ...shared, scorer, chunkThreads: threads, scoringWatch }, ...at),
    startSimulationWork({ ...shared, countSeen, waitingSeconds }, ...at),
    startSegmentationWork({ ...shared, predictSegments: pool.predictSegments }, ...at),
  ];
  const upkeep = [
    repeat('follow-champion', 2_000, () => followAndReport(models, presence), log),
    repeat('report', 3_000, presence.report, log),
    repeat('keep-recent-scores', 2_000, scoringWatch.flush, log),
  ];

  async function drain(): Promise<void> {
    await Promise.all(work.map((one) => one.close(drainMs)));
    await Promise.all(upkeep.map((task) => task.stop()));
    await scoringWatch.flush();
    await presence.leave();
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

/** Who waits for a worker that can score need not wait for its next report. */
async function followAndReport(
  models: Pick<ModelKeeper, 'followChampion' | 'loaded'>,
  presence: { report(): Promise<void> },
): Promise<void> {
  const before = models.loaded().length;
  await models.followChampion();
  if (models.loaded().length !== before) await presence.report();
}

function patientRedis({ REDIS_URL }: Config, outage: OutageLog): Redis {
  const redis = new Redis(REDIS_URL, { maxRetriesPerRequest: null });
  return redis.on('error', outage.trouble).on('ready', outage.serves);
}

function openPool(config: Config, metrics: WorkerMetrics, log: Logger): InferencePool {
  const settings = { backend: config.TENSORFLOW_BACKEND, chunkThreads: config.INFERENCE_THREADS };
  return startInferencePool(
    { ...settings, onDone: (task, seconds) => countInference(metrics, task, seconds) },
    log,
  );
}

function keepModels(
  { config, modelStore, requirement, seal, log }: WorkerDependencies,
  pool: InferencePool,
  redis: Redis,
) {
  return createModelKeeper({
    store: modelStore,
    pool,
    redis,
    requirement,
    championOf: config.MODEL_NAME,
    guard: seal && { ...seal, ...championRegister(redis) },
    log,
  });
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
