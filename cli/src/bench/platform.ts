import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openObjectStore } from '@bora/object-store';
import { seedStores } from '../models/seed-stores.ts';
import { inRepository } from '../repository.ts';
import { CliError } from '../terminal/cli-error.ts';
import { startPostgres } from './own-postgres.ts';
import { type OwnRedis, startOwnRedis } from './own-redis.ts';
import type { ServiceProcess } from './service-process.ts';
import { type ServiceStarter, serviceStarter } from './services.ts';

/** Everything that the measurements run on, apart from all else on the machine. */
export interface Platform extends ServiceStarter {
  /** For files of the run; removed with the platform. */
  readonly folder: string;
  readonly logsFolder: string;
  readonly redis: OwnRedis;
  readonly postgres: ServiceProcess;
  readonly payloadKey: string;
  readonly databaseUrl: string;
  readonly modelStore: string;
  readonly policyStore: string;
  readonly uploadStore: string;
  /** Stops what still runs and removes the folder. */
  close(): Promise<void>;
}

/** A temporary folder with a Redis, a PostgreSQL and stores that hold what ships. */
export async function openPlatform(shippedModels = inRepository('models')): Promise<Platform> {
  const folder = await mkdtemp(join(tmpdir(), 'bora-bench-'));
  const logsFolder = join(folder, 'logs');
  await mkdir(logsFolder);
  const running = new Set<ServiceProcess>();
  const close = async (): Promise<void> => {
    await Promise.all([...running].reverse().map((service) => service.stop()));
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    const redis = await startOwnRedis('redis', join(folder, 'redis'), logsFolder);
    running.add(redis.process);
    const postgres = await startPostgres(join(folder, 'database'), logsFolder);
    running.add(postgres.process);
    const payloadKey = randomBytes(32).toString('hex');
    const modelStore = `file:${join(folder, 'models')}`;
    const policyStore = `file:${join(folder, 'policies')}`;
    const uploadStore = `file:${join(folder, 'uploads')}`;
    await seed(modelStore, policyStore, shippedModels);
    const environment = {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      TMPDIR: process.env.TMPDIR,
      REDIS_URL: redis.url,
      DATABASE_URL: postgres.url,
      ADMINISTRATOR_PASSWORD_FILE: join(folder, 'administrator-password'),
      LOCAL_KEY_FILE: join(folder, 'local-key'),
      MODEL_STORE: modelStore,
      POLICY_STORE: policyStore,
      UPLOAD_STORE: uploadStore,
      PAYLOAD_KEY: payloadKey,
      LOG_LEVEL: 'warn',
    };
    return {
      folder,
      logsFolder,
      redis,
      postgres: postgres.process,
      payloadKey,
      databaseUrl: postgres.url,
      modelStore,
      policyStore,
      uploadStore,
      close,
      ...serviceStarter({ environment, logsFolder, onStarted: (service) => running.add(service) }),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function seed(modelStore: string, policyStore: string, shippedModels: string): Promise<void> {
  const models = openObjectStore(modelStore);
  const policies = openObjectStore(policyStore);
  try {
    const { promoted } = await seedStores(models, policies, shippedModels);
    if (promoted.length > 0) return;
    throw new CliError(`There is no champion in ${shippedModels} to measure with: train one with --promote.`);
  } finally {
    await Promise.all([models.close(), policies.close()]);
  }
}
