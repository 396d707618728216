import { join } from 'node:path';
import { queuePrefix, queues } from '@bora/contracts';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { startBenchChild } from './bench-child.ts';
import { ModelLocation } from './loaded-model.ts';
import { startOwnRedis } from './own-redis.ts';
import type { Platform } from './platform.ts';
import { type BatchToPrepare, prepareBatch } from './prepared-batch.ts';

export const RowJobsSettings = ModelLocation.extend({ redisUrl: z.string(), payloadKey: z.string() });
export const rowQueueName = 'rows';

/** Jobs of one size of rows. */
export interface JobsSide {
  /** Rows a second from the first job added to the last score. */
  run(batch: Omit<BatchToPrepare, 'payloadKey' | 'rowsPerJob'>, signal: AbortSignal): Promise<number>;
  stop(): Promise<void>;
}

/**
 * One job a row, on a Redis of its own, because the platform's reconciler would take rows without a job of its own
 * queue for lost ones.
 */
export async function startRowJobsSide(platform: Platform): Promise<JobsSide> {
  const { folder, logsFolder, modelStore, policyStore, payloadKey } = platform;
  const server = await startOwnRedis('redis-rows', join(folder, 'redis-rows'), logsFolder);
  const settings = { modelStore, policyStore, payloadKey, redisUrl: server.url };
  const child = startBenchChild('row-jobs-process.ts', settings, logsFolder);
  const side = openJobsSide(server.url, payloadKey, rowQueueName, 1);
  const stop = async (): Promise<void> => {
    await side.stop();
    await child.stop();
    await server.process.stop();
  };
  try {
    await child.ask({}, z.object({ ready: z.literal(true) }));
    return { run: side.run, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Chunk jobs, through the platform's own worker. */
export function openChunkJobsSide({ redis, payloadKey }: Platform, rowsPerJob: number): JobsSide {
  return openJobsSide(redis.url, payloadKey, queues.chunks.name, rowsPerJob);
}

function openJobsSide(redisUrl: string, payloadKey: string, queueName: string, rowsPerJob: number): JobsSide {
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: null });
  const queue = new Queue(queueName, {
    connection: redis,
    prefix: queuePrefix,
    defaultJobOptions: queues.chunks.options,
  });
  return {
    async run(given, signal) {
      const batch = await prepareBatch(redis, queue, { ...given, payloadKey, rowsPerJob });
      const seconds = await batch.run(signal);
      await batch.checkDelivery();
      return batch.rows / seconds;
    },
    async stop() {
      await queue.close();
      redis.disconnect();
    },
  };
}
