import { redisKeys } from '@bora/contracts';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { executeAll } from './change-state.ts';
import { type PageRequest, readListedPage } from './listed-page.ts';
import { listUnrecordedRun } from './unrecorded-runs.ts';

const SimulationHash = z.object({
  owner: z.string(),
  batchId: z.uuid(),
  fileName: z.string(),
  modelName: z.string(),
  modelVersion: z.string(),
  policyName: z.string(),
  policyVersion: z.coerce.number().int(),
  chunks: z.coerce.number().int(),
  /** JSON of the scenario. */
  scenario: z.string(),
  /** JSON of the model's schema, so that workers need no bundle for it. */
  schema: z.string(),
  /** JSON of the cut-offs and rules that decide instead of the batch's policy. */
  draftPolicy: z.string().optional(),
  /** Applicants that the model has seen may be replayed. */
  inSample: z.enum(['yes', 'no']),
  /** Whether the batch is a trial: nobody is decided about. */
  trial: z.literal('yes').optional(),
  /** JSON of the second batch with its model and policy, where there is one. */
  against: z.string().optional(),
  /** JSON of the schema of the second batch's model. */
  againstSchema: z.string().optional(),
  /** Variable to segment by. */
  segment: z.string().optional(),
  /** The HTTP request that asked for it. */
  requestId: z.uuid().optional(),
  createdAtMs: z.coerce.number().int(),
  failureCode: z.string().optional(),
  failureMessage: z.string().optional(),
  /** JSON of the report, once all parts are added up. */
  report: z.string().optional(),
});

/** What Redis knows of a simulation. */
export interface SimulationRecord extends z.infer<typeof SimulationHash> {
  readonly id: string;
  readonly chunksDone: number;
}

export type NewSimulation = Omit<
  SimulationRecord,
  'chunksDone' | 'createdAtMs' | 'failureCode' | 'failureMessage' | 'report'
>;

/** Keeps a simulation whose chunks are to be replayed. It expires when it is recorded, or after the longest wait for that. */
export async function createSimulation(
  redis: Redis,
  { id, ...fields }: NewSimulation,
  waitingSeconds: number,
): Promise<void> {
  const key = redisKeys.simulation(id);
  const createdAtMs = Date.now();
  await listUnrecordedRun(redis, 'simulations', id, createdAtMs);
  // First, so that whatever breaks off after it is found by the reconciler.
  await redis.zadd(redisKeys.activeSimulations, createdAtMs, id);
  await executeAll(
    redis
      .multi()
      .hset(key, { ...fields, createdAtMs })
      .expire(key, waitingSeconds),
  );
  // Another slot of a cluster, so not within the transaction.
  await redis.zadd(redisKeys.simulations, createdAtMs, id);
  await redis.zremrangebyscore(redisKeys.simulations, '-inf', createdAtMs - 2 * waitingSeconds * 1_000);
}

/** `undefined` where there is no such simulation (any more). */
export async function readSimulation(redis: Redis, id: string): Promise<SimulationRecord | undefined> {
  // One of an older release is as good as expired.
  const parsed = SimulationHash.safeParse(await redis.hgetall(redisKeys.simulation(id)));
  if (!parsed.success) return undefined;
  const { chunks, report } = parsed.data;
  const chunksDone = report === undefined ? await redis.hlen(redisKeys.simulationParts(id)) : chunks;
  return { id, ...parsed.data, chunksDone };
}

/** Those that have not ended, or not long ago, and were made until then: oldest first. */
export async function readActiveSimulations(redis: Redis, untilMs: number): Promise<string[]> {
  return redis.zrangebyscore(redisKeys.activeSimulations, '-inf', untilMs);
}

/** To be called for one that has ended. */
export async function forgetActiveSimulation(redis: Redis, id: string): Promise<void> {
  await redis.zrem(redisKeys.activeSimulations, id);
}

/** Newest first. */
export async function listSimulations(
  redis: Redis,
  page: PageRequest<SimulationRecord>,
): Promise<SimulationRecord[]> {
  const read = (id: string) => readSimulation(redis, id);
  return (await readListedPage(redis, redisKeys.simulations, read, page)).items;
}

const searchedSimulations = 1_000;

/** Ids of the simulations of a batch among the newest thousand, newest first. */
export async function simulationsOfBatch(redis: Redis, batchId: string): Promise<string[]> {
  const ids = await redis.zrevrange(redisKeys.simulations, 0, searchedSimulations - 1);
  const pipeline = redis.pipeline();
  for (const id of ids) pipeline.hget(redisKeys.simulation(id), 'batchId');
  const batches = await executeAll(pipeline);
  return ids.filter((_, index) => batches[index] === batchId);
}
