import { aliveWorkers, redisRefusal } from '@bora/batch-store';
import { type HealthCheck, type Readiness, redisKeys } from '@bora/contracts';
import { modelId } from '../models/served-model.ts';
import type { ApiServices } from '../services.ts';

const timeoutMs = 1_500;

/** Code of `ObjectStoreUnavailableError`. */
const storeAway = 'object-store-unavailable';

const ok: HealthCheck = { status: 'ok', message: null };
const failed = (message: string): HealthCheck => ({ status: 'failed', message });

const refusalMessages: Readonly<Record<string, string>> = {
  OOM: 'The memory of Redis is full (OOM): nothing new is taken. See "Redis is full" in docs/operations.md.',
  MISCONF:
    'Redis cannot write to its disk (MISCONF): nothing new is taken. See "A disk is full" in docs/operations.md.',
  LOADING: 'Redis is reading its file (LOADING) and serves when that is done.',
};

/** Whether new work can be taken and will be scored, part by part. */
export async function checkReadiness(services: ApiServices): Promise<Readiness> {
  const [redis, database, objectStore, champion, workers] = await Promise.all([
    inTime(() => checkRedis(services), 'Redis does not answer.'),
    inTime(() => checkDatabase(services), 'The database does not answer.'),
    inTime(() => checkObjectStore(services), 'The object store does not answer.'),
    inTime(() => checkChampion(services), 'The champion cannot be read.'),
    inTime(() => checkWorkers(services), 'The workers cannot be counted while Redis does not answer.'),
  ]);
  const checks = { redis, database, objectStore, champion, workers };
  return { ready: Object.values(checks).every(({ status }) => status !== 'failed'), checks };
}

async function checkRedis({ redis }: ApiServices): Promise<HealthCheck> {
  try {
    await redis.set(redisKeys.writeProbe, '', 'PX', timeoutMs);
    return ok;
  } catch (error) {
    const word = redisRefusal(error);
    if (!word) throw error;
    return failed(refusalMessages[word] ?? `Redis takes no writes: ${word}.`);
  }
}

async function checkDatabase({ database }: ApiServices): Promise<HealthCheck> {
  const away = await database.check();
  return away ? failed(away.message) : ok;
}

async function checkObjectStore({ modelStore, upload, config }: ApiServices): Promise<HealthCheck> {
  const anyKey = `${config.MODEL_NAME}/champion.json`;
  await Promise.all([modelStore.exists(anyKey), upload.uploads.exists(anyKey)]);
  return ok;
}

async function checkChampion({ models, config }: ApiServices): Promise<HealthCheck> {
  const { serving, refusal } = await models.champion(config.MODEL_NAME);
  if (!serving) return failed(refusal?.message ?? `No version of the model ${config.MODEL_NAME} is live.`);
  if (!refusal) return ok;
  const message = `${refusal.message} ${modelId(serving.reference)} serves in its place.`;
  return { status: 'degraded', message };
}

async function checkWorkers({ redis, models, config }: ApiServices): Promise<HealthCheck> {
  const workers = await aliveWorkers(redis);
  if (workers.length === 0) return failed('No worker has reported in the last seconds.');
  if (workers.some((worker) => worker.models.length > 0)) return ok;
  const { refusal } = await models.champion(config.MODEL_NAME).catch(() => ({ refusal: null }));
  // What serves in its place is loaded with the first job that names it.
  if (refusal && refusal.code !== storeAway) return ok;
  return failed(
    'No worker has loaded a model yet: it is being read, or the object store does not answer the workers; their log says which.',
  );
}

async function inTime(check: () => Promise<HealthCheck>, onFailure: string): Promise<HealthCheck> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<HealthCheck>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, failed(onFailure));
  });
  try {
    return await Promise.race([check().catch(() => failed(onFailure)), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
