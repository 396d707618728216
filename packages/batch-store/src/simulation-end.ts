import { redisKeys } from '@bora/contracts';
import type { Redis } from 'ioredis';
import { forgetUnrecordedRun } from './unrecorded-runs.ts';

/** Whoever reads the parts at this moment still finds them. */
const partsSecondsAfterReport = 600;

// A hash that expired meanwhile must not come back without an end.
const keepScript = `
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
return redis.call('HSET', KEYS[1], 'report', ARGV[1])`;

/** Keeps what the parts come to, which are then not needed any more. */
export async function keepSimulationReport(redis: Redis, id: string, report: string): Promise<void> {
  await redis.eval(keepScript, 1, redisKeys.simulation(id), report);
  await redis.expire(redisKeys.simulationParts(id), partsSecondsAfterReport);
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

/** The record holds it: it lives `resultSeconds` from now on. */
export async function markSimulationRecorded(redis: Redis, id: string, resultSeconds: number): Promise<void> {
  await redis.expire(redisKeys.simulation(id), resultSeconds);
  // Last: while it is listed, whoever repeats this knows which it is.
  await forgetUnrecordedRun(redis, 'simulations', id);
}
