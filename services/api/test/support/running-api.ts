import { join } from 'node:path';
import { createPayloadCipher, type PayloadCipher } from '@bora/batch-store';
import { type ObjectStore, openObjectStore } from '@bora/object-store';
import {
  createTestDatabase,
  forgetPlatform,
  type RedisServer,
  type RunningProcess,
  registerPlatform,
  spawnProgram,
  startRedis,
  temporaryDirectory,
} from '@bora/testing';
import { Redis } from 'ioredis';
import { modelName, storeDefaultPolicy, storeInventedBundle } from './invented-bundle.ts';

/** The api as a process of its own over a real Redis and folder stores, with an invented model. */
export interface RunningApi {
  readonly url: string;
  readonly databaseUrl: string;
  /** Holds the password of `administrator`. */
  readonly passwordFile: string;
  readonly keyFile: string;
  readonly process: RunningProcess;
  readonly redisServer: RedisServer;
  /** A connection of the test's own. */
  readonly redis: Redis;
  readonly cipher: PayloadCipher;
  readonly modelStore: string;
  readonly policyStore: string;
  readonly uploads: ObjectStore;
  close(): Promise<void>;
}

const payloadKey = '5a'.repeat(32);
export const firstVersion = 'v1';

export async function startApi(env: Record<string, string> = {}): Promise<RunningApi> {
  const [redisServer, directory, database] = await Promise.all([
    startRedis(),
    temporaryDirectory(),
    createTestDatabase(),
  ]);
  const passwordFile = join(directory.path, 'administrator-password');
  const keyFile = join(directory.path, 'local-key');
  const location = (name: string) => `file:${join(directory.path, name)}`;
  await storeInventedBundle(location('models'), firstVersion);
  await storeDefaultPolicy(location('policies'));
  const api = await spawnProgram('api', {
    cwd: directory.path,
    env: {
      PORT: '0',
      REDIS_URL: redisServer.url,
      DATABASE_URL: database.url,
      MODEL_STORE: location('models'),
      MODEL_NAME: modelName,
      POLICY_STORE: location('policies'),
      UPLOAD_STORE: location('uploads'),
      PAYLOAD_KEY: payloadKey,
      ADMINISTRATOR_PASSWORD_FILE: passwordFile,
      LOCAL_KEY_FILE: keyFile,
      LOG_LEVEL: 'debug',
      ...env,
    },
  });
  const [, url] = await api.waitForOutput(/"address":"(http:[^"]+)"/);
  registerPlatform({ url: url!, keyFile, passwordFile });
  const redis = new Redis(redisServer.url);
  redis.on('error', () => {});
  const uploads = openObjectStore(location('uploads'));
  return {
    url: url!,
    databaseUrl: env.DATABASE_URL ?? database.url,
    passwordFile,
    keyFile,
    process: api,
    redisServer,
    redis,
    cipher: createPayloadCipher(Buffer.from(payloadKey, 'hex')),
    modelStore: location('models'),
    policyStore: location('policies'),
    uploads,
    async close() {
      forgetPlatform(url!);
      await api.kill();
      redis.disconnect();
      await redisServer.stop();
      await database.drop();
      await uploads.close();
      await directory.remove();
    },
  };
}
