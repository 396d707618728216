import { join } from 'node:path';
import { freePort } from '@bora/testing';
import type { RunDatabase } from './run-database.ts';
import { createService, type Service } from './service.ts';
import type { Stores } from './stores.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

/** An api and two workers, each with ways of its own to what it needs. */
export interface Services {
  readonly url: string;
  /** Holds the key that clients of this machine send. */
  readonly keyFile: string;
  readonly api: Service;
  readonly workers: readonly Service[];
  readonly all: readonly Service[];
  restoreWays(): void;
  /** Kills what still runs. */
  close(): Promise<void>;
}

export interface ServicesSettings {
  readonly folder: string;
  readonly redisPort: number;
  readonly postgresPort: number;
  readonly database: RunDatabase;
  readonly stores: Stores;
  readonly modelName: string;
  readonly chunkRows: number;
  readonly isFromSource: boolean;
}

const workerCount = 2;
export const payloadKey = '7c'.repeat(32);

/** Nothing is started yet. */
export async function createServices(settings: ServicesSettings): Promise<Services> {
  const { folder, stores, database, isFromSource } = settings;
  const ways: TcpProxy[] = [];
  const way = async (port: number) => {
    const proxy = await startTcpProxy(port);
    ways.push(proxy);
    return proxy;
  };
  const shared = {
    ...stores.env,
    MODEL_STORE: stores.models,
    POLICY_STORE: stores.policies,
    SEGMENT_STORE: stores.segments,
    UPLOAD_STORE: stores.uploads,
    MODEL_NAME: settings.modelName,
    PAYLOAD_KEY: payloadKey,
  };
  const port = await freePort();
  const keyFile = join(folder, 'local-key');
  const [toRedis, toDatabase] = [await way(settings.redisPort), await way(settings.postgresPort)];
  const api = createService({
    name: 'api',
    program: 'api',
    isFromSource,
    folder,
    redis: toRedis,
    database: toDatabase,
    env: {
      ...shared,
      REDIS_URL: urlOf(toRedis),
      DATABASE_URL: database.urlAt(toDatabase.port),
      ADMINISTRATOR_PASSWORD_FILE: join(folder, 'administrator-password'),
      LOCAL_KEY_FILE: keyFile,
      PORT: String(port),
      CHUNK_ROWS: String(settings.chunkRows),
    },
  });
  const workers: Service[] = [];
  for (let number = 1; number <= workerCount; number += 1) {
    const redis = await way(settings.redisPort);
    // One backend everywhere, and two workers on as few as two cores.
    const env = { ...shared, REDIS_URL: urlOf(redis), TENSORFLOW_BACKEND: 'wasm', INFERENCE_THREADS: '1' };
    const name = `worker-${number}`;
    workers.push(createService({ name, program: 'worker', isFromSource, folder, env, redis }));
  }
  const all = [api, ...workers];
  return {
    url: `http://127.0.0.1:${port}`,
    keyFile,
    api,
    workers,
    all,
    restoreWays() {
      for (const one of ways) one.restore();
    },
    async close() {
      await Promise.all(all.map((service) => service.kill()));
      await Promise.all(ways.map((one) => one.close()));
    },
  };
}

const urlOf = ({ port }: TcpProxy) => `redis://127.0.0.1:${port}`;
