import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createTestDatabase,
  forgetPlatform,
  freePort,
  type RedisServer,
  registerPlatform,
  repositoryRoot,
  spawnProgram,
  startRedis,
  temporaryDirectory,
  waitUntil,
} from '@bora/testing';

type RunningProcess = Awaited<ReturnType<typeof spawnProgram>>;

/** The real platform as operations run it: one Redis, one api, any number of workers, each a process of its own. */
export interface Platform {
  readonly url: string;
  readonly redis: RedisServer;
  readonly databaseUrl: string;
  /** Folder that holds the stores `models`, `policies`, `segments` and `uploads`. */
  readonly folder: string;
  api: RunningProcess;
  /** Holds the key that commands on this machine send. */
  readonly keyFile: string;
  /** Holds the password of `administrator`. */
  readonly passwordFile: string;
  readonly workers: RunningProcess[];
  /** @param env settings of this process in place of the platform's own */
  startApi(env?: Record<string, string>): Promise<void>;
  startWorker(env?: Record<string, string>): Promise<RunningProcess>;
  stop(): Promise<void>;
}

export interface PlatformOptions {
  readonly workers?: number;
  /** A database of the test's own; by default one that ends with the platform. */
  readonly databaseUrl?: string;
  readonly env?: Record<string, string>;
  /** The services are started from their sources, as operations start them: for what measures them. */
  readonly isFromSource?: boolean;
}

/** Starts everything on free ports and a temporary folder, with the models and policies that ship. */
export async function startPlatform({
  workers = 1,
  databaseUrl,
  env = {},
  isFromSource = false,
}: PlatformOptions = {}): Promise<Platform> {
  const redis = await startRedis({ appendOnly: true });
  const folder = await temporaryDirectory();
  const database =
    databaseUrl === undefined ? await createTestDatabase() : { url: databaseUrl, drop: async () => {} };
  for (const name of ['models', 'policies', 'segments']) {
    await cp(join(repositoryRoot, name), join(folder.path, name), { recursive: true });
  }
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const passwordFile = join(folder.path, 'administrator-password');
  const keyFile = join(folder.path, 'local-key');
  registerPlatform({ url, keyFile, passwordFile });
  const environment = {
    REDIS_URL: redis.url,
    DATABASE_URL: database.url,
    MODEL_STORE: `file:${join(folder.path, 'models')}`,
    POLICY_STORE: `file:${join(folder.path, 'policies')}`,
    SEGMENT_STORE: `file:${join(folder.path, 'segments')}`,
    UPLOAD_STORE: `file:${join(folder.path, 'uploads')}`,
    ADMINISTRATOR_PASSWORD_FILE: passwordFile,
    LOCAL_KEY_FILE: keyFile,
    PAYLOAD_KEY: '7'.repeat(64),
    PORT: String(port),
    ...env,
  };
  const start = (service: 'api' | 'worker', changed = {}) =>
    spawnProgram(service, { cwd: folder.path, env: { ...environment, ...changed }, isFromSource });

  const running: RunningProcess[] = [];
  const platform: Platform = {
    url,
    redis,
    databaseUrl: database.url,
    folder: folder.path,
    keyFile,
    passwordFile,
    api: await start('api'),
    workers: [],
    async startApi(changed) {
      platform.api = await start('api', changed);
      await waitUntil(() => answers(`${url}/health/live`), { what: 'the api to answer' });
    },
    async startWorker(changed) {
      const worker = await start('worker', changed);
      running.push(worker);
      platform.workers.push(worker);
      return worker;
    },
    async stop() {
      forgetPlatform(url);
      await Promise.all([platform.api, ...running].map((child) => child.kill('SIGKILL')));
      await redis.stop();
      await database.drop();
      await folder.remove();
    },
  };
  for (let count = 0; count < workers; count += 1) await platform.startWorker();
  const health = workers > 0 ? `${url}/health/ready` : `${url}/health/live`;
  try {
    await waitUntil(() => answers(health), {
      what: 'the platform to be ready',
      everyMs: 100,
    });
  } catch (error) {
    const outputs = [platform.api, ...running].map((child) => child.output.slice(-2000)).join('\n');
    await platform.stop();
    throw new Error(`${error instanceof Error ? error.message : ''}\n${outputs}`);
  }
  return platform;
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
