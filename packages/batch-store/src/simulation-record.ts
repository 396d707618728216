import { redisKeys } from '@bora/contracts';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { executeAll } from './change-state.ts';

const SimulationHash = z.object({
  owner: z.string(),
  batchId: z.uuid(),
  chunks: z.coerce.number().int(),
  /** JSON of the scenario. */
  scenario: z.string(),
  /** JSON of the model's schema, so that workers need no bundle for it. */
  schema: z.string(),
  /** Applicants that the model has seen may be replayed. */
  inSample: z.enum(['yes', 'no']),
  createdAtMs: z.coerce.number().int(),
  failureCode: z.string().optional(),
  failureMessage: z.string().optional(),
});

/** What Redis knows of a simulation. */
export interface SimulationRecord extends z.infer<typeof SimulationHash> {
  readonly id: string;
  readonly chunksDone: number;
}

export type NewSimulation = Omit<
  SimulationRecord,
  'chunksDone' | 'createdAtMs' | 'failureCode' | 'failureMessage'
>;

/** Keeps a simulation whose chunks are to be replayed; it lives as long as results do. */
export async function createSimulation(
  redis: Redis,
  { id, ...fields }: NewSimulation,
  resultSeconds: number,
): Promise<void> {
  const key = redisKeys.simulation(id);
  await executeAll(
    redis
      .multi()
      .hset(key, { ...fields, createdAtMs: Date.now() })
      .expire(key, resultSeconds),
  );
}

/** `undefined` where there is no such simulation (any more). */
export async function readSimulation(redis: Redis, id: string): Promise<SimulationRecord | undefined> {
  const hash = await redis.hgetall(redisKeys.simulation(id));
  if (Object.keys(hash).length === 0) return undefined;
  const chunksDone = await redis.hlen(redisKeys.simulationParts(id));
  return { id, ...SimulationHash.parse(hash), chunksDone };
}

/** Adds what a chunk comes to, once. False: it was there already. */
export async function addSimulationPart(
  redis: Redis,
  id: string,
  chunk: number,
  part: string,
  resultSeconds: number,
): Promise<boolean> {
  const key = redisKeys.simulationParts(id);
  const [added] = await executeAll(redis.multi().hsetnx(key, String(chunk), part).expire(key, resultSeconds));
  return added === 1;
}

/** Parts of the chunks that are done, by number. */
export async function readSimulationParts(redis: Redis, id: string): Promise<Map<number, string>> {
  const parts = await redis.hgetall(redisKeys.simulationParts(id));
  return new Map(Object.entries(parts).map(([chunk, part]) => [Number(chunk), part]));
}

const failScript = `
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
return redis.call('HSETNX', KEYS[1], 'failureCode', ARGV[1]) == 1 and redis.call('HSET', KEYS[1], 'failureMessage', ARGV[2])`;

/** Ends a simulation; the first reason stays. */
export async function failSimulation(
  redis: Redis,
  id: string,
  failure: { readonly code: string; readonly message: string },
): Promise<void> {
  await redis.eval(failScript, 1, redisKeys.simulation(id), failure.code, failure.message);
}
