import { ModelReference, redisKeys } from '@bora/contracts';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { redisNowMs } from './redis-clock.ts';

const WorkerReport = z.strictObject({
  id: z.string(),
  startedAt: z.iso.datetime(),
  backend: z.string(),
  threads: z.int(),
  /** Model versions that are loaded. */
  models: z.array(ModelReference),
  seenAtMs: z.int(),
});
export type WorkerReport = z.infer<typeof WorkerReport>;

/** Reports older than this are of workers that died. */
const aliveMs = 15_000;

/** The first write needs no memory: a worker is seen also while Redis is full. No field has the empty name. */
const reportScript = `
redis.call('HDEL', KEYS[1], '')
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])`;

export async function reportWorker(redis: Redis, report: Omit<WorkerReport, 'seenAtMs'>): Promise<void> {
  const seen: WorkerReport = { ...report, seenAtMs: await redisNowMs(redis) };
  await redis.eval(reportScript, 1, redisKeys.workers, report.id, JSON.stringify(seen));
}

export async function removeWorker(redis: Redis, id: string): Promise<void> {
  await redis.hdel(redisKeys.workers, id);
}

/** Workers that reported in the last 15 seconds; forgets those that did not for an hour. */
export async function aliveWorkers(redis: Redis): Promise<WorkerReport[]> {
  const reports = Object.values(await redis.hgetall(redisKeys.workers)).map((text) =>
    WorkerReport.parse(JSON.parse(text)),
  );
  const now = await redisNowMs(redis);
  const forgotten = reports.filter((report) => now - report.seenAtMs > 3_600_000);
  if (forgotten.length > 0) await redis.hdel(redisKeys.workers, ...forgotten.map((report) => report.id));
  return reports.filter((report) => now - report.seenAtMs <= aliveMs);
}
