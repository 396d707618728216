import { join } from 'node:path';
import { createPayloadCipher, type PayloadCipher } from '@bora/batch-store';
import { requirementOf } from '@bora/bundle';
import { type Policy, queuePrefix, queues } from '@bora/contracts';
import { type ObjectStore, openObjectStore } from '@bora/object-store';
import { type RedisServer, startRedis, temporaryDirectory } from '@bora/testing';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { readConfig } from '../src/config.ts';
import { type RunningWorker, startWorker } from '../src/worker.ts';

/** A Redis, the policy `default`, a store for models, and a worker that is started and closed at will. */
export interface WorkerStage {
  readonly server: RedisServer;
  /** A connection that waits for a Redis that is away. */
  readonly redis: Redis;
  readonly cipher: PayloadCipher;
  readonly chunks: Queue;
  readonly singles: Queue;
  readonly models: ObjectStore;
  /** Folder of `models`. */
  readonly modelFolder: string;
  /** Starts the worker, with another store of models where one is given. */
  start(models?: ObjectStore, environment?: Record<string, string>): Promise<void>;
  /** Harmless where no worker runs. */
  closeWorker(): Promise<void>;
  close(): Promise<void>;
}

export const payloadKey = new Uint8Array(32).fill(9);
export const policy: Policy = {
  name: 'default',
  version: 1,
  createdAt: '2026-01-01T00:00:00.000Z',
  description: '',
  approveBelow: 0.2,
  declineFrom: 0.3,
  rules: [],
};
export const policyReference = { name: policy.name, version: policy.version };

export async function openWorkerStage(): Promise<WorkerStage> {
  const folder = await temporaryDirectory();
  const server = await startRedis({ appendOnly: true });
  const redis = new Redis(server.url, { maxRetriesPerRequest: null });
  redis.on('error', () => {});
  const store = (name: string) => openObjectStore(`file:${join(folder.path, name)}`);
  const [chunks, singles] = [openQueue(redis, queues.chunks), openQueue(redis, queues.singles)];
  const [models, policies] = [store('models'), store('policies')];
  await policies.put('default/1.json', Buffer.from(JSON.stringify(policy)));
  const services = {
    policyStore: policies,
    uploads: store('uploads'),
    segmentStore: store('segments'),
    cipher: createPayloadCipher(payloadKey),
    requirement: await requirementOf('none'),
    log: pino({ level: 'silent' }),
  };
  let worker: RunningWorker | undefined;
  return {
    server,
    redis,
    cipher: services.cipher,
    chunks,
    singles,
    models,
    modelFolder: join(folder.path, 'models'),
    async start(modelStore = models, environment = {}) {
      const variables = { REDIS_URL: server.url, MODEL_NAME: 'test-lender', INFERENCE_THREADS: '1' };
      const config = readConfig({ ...variables, TENSORFLOW_BACKEND: 'wasm', ...environment });
      worker = await startWorker({ ...services, config, modelStore });
    },
    async closeWorker() {
      await worker?.close();
      worker = undefined;
    },
    async close() {
      await worker?.close();
      await Promise.all([chunks.close(), singles.close()]);
      redis.disconnect();
      await server.stop();
      await folder.remove();
    },
  };
}

function openQueue(redis: Redis, { name, options }: typeof queues.chunks | typeof queues.singles): Queue {
  const queue = new Queue(name, { connection: redis, prefix: queuePrefix, defaultJobOptions: options });
  return queue.on('error', () => {});
}
