import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openObjectStore } from '@bora/object-store';
import { seedStores } from '../models/seed-stores.ts';
import { inRepository } from '../repository.ts';
import type { ApiTarget } from '../score/api-target.ts';
import { CliError } from '../terminal/cli-error.ts';
import { freePort } from './free-port.ts';
import { startPostgres } from './own-postgres.ts';
import { type OwnRedis, startOwnRedis } from './own-redis.ts';
import { type ServiceProcess, startBoraService } from './service-process.ts';

/** Everything that the measurements run on, apart from all else on the machine. */
export interface Platform {
  /** For files of the run; removed with the platform. */
  readonly folder: string;
  readonly logsFolder: string;
  readonly redis: OwnRedis;
  readonly payloadKey: string;
  readonly databaseUrl: string;
  readonly modelStore: string;
  readonly policyStore: string;
  readonly uploadStore: string;
  /** Starts api and worker as `npm start` does. */
  startServices(workerSettings?: WorkerSettings): Promise<Services>;
  /** Starts one worker more. */
  startWorker(workerSettings?: WorkerSettings): ServiceProcess;
  /** Stops what still runs and removes the folder. */
  close(): Promise<void>;
}

/** Variables of a worker besides those that every process has. */
export type WorkerSettings = Readonly<Record<string, string>>;

export interface Services extends ApiTarget {
  readonly api: ServiceProcess;
  readonly worker: ServiceProcess;
  /** Rejects when one of them ends by itself. */
  readonly failure: Promise<never>;
  stop(): Promise<void>;
}

const readyTimeoutMs = 60_000;

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
    const keyFile = join(folder, 'local-key');
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
      LOCAL_KEY_FILE: keyFile,
      MODEL_STORE: modelStore,
      POLICY_STORE: policyStore,
      UPLOAD_STORE: uploadStore,
      PAYLOAD_KEY: payloadKey,
      LOG_LEVEL: 'warn',
    };
    const startWorker = (workerSettings: WorkerSettings = {}): ServiceProcess => {
      const settings = { environment: { ...environment, ...workerSettings }, logsFolder };
      const worker = startBoraService('worker', settings);
      running.add(worker);
      return worker;
    };
    return {
      folder,
      logsFolder,
      redis,
      payloadKey,
      databaseUrl: postgres.url,
      modelStore,
      policyStore,
      uploadStore,
      close,
      startWorker,
      async startServices(workerSettings) {
        const port = await freePort();
        let key: string | undefined;
        const worker = startWorker(workerSettings);
        const api = startBoraService('api', {
          environment: { ...environment, PORT: String(port) },
          logsFolder,
        });
        running.add(api);
        return {
          url: new URL(`http://127.0.0.1:${port}/`),
          get key() {
            key ??= existsSync(keyFile) ? readFileSync(keyFile, 'utf8').trim() : undefined;
            return key;
          },
          api,
          worker,
          failure: Promise.race([api.failure, worker.failure]),
          async stop() {
            await Promise.all([api.stop(), worker.stop()]);
          },
        };
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Waits until the services take work and score it. */
export async function untilReady({ url, failure }: Services, signal: AbortSignal): Promise<void> {
  const giveUpAtMs = Date.now() + readyTimeoutMs;
  const ask = async (): Promise<void> => {
    while (Date.now() < giveUpAtMs) {
      const status = await fetch(new URL('health/ready', url), { signal }).then(
        (answer) => answer.status,
        () => 0,
      );
      if (status === 200) return;
      await pause(50, undefined, { signal });
    }
    throw new CliError('The api was not ready within a minute: see whether `npm start` works.');
  };
  await Promise.race([ask(), failure]);
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
