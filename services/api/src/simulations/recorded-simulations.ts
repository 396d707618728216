import {
  forgetUnrecordedRun,
  markSimulationRecorded,
  type PayloadCipher,
  readSimulation,
  readUnrecordedRuns,
  type SimulationRecord,
} from '@bora/batch-store';
import { SimulationRun } from '@bora/simulation';
import type { Redis } from 'ioredis';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { storableJson } from '../records/storable.ts';
import { simulationView } from './simulation-view.ts';

/** A simulation that Redis may have forgotten, with the person who asked for it. */
export interface RecordedSimulation {
  readonly owner: string;
  readonly run: SimulationRun;
}

/**
 * Writes ended simulations that are not in the record into it, once each, and then lets them expire. Looks at nothing
 * else. Returns the ids of those that were written. Throws where some could not be written, after the others were.
 */
export async function recordSimulations(
  query: Kysely<Tables>,
  redis: Redis,
  cipher: PayloadCipher,
  resultSeconds: number,
): Promise<string[]> {
  const recorded: string[] = [];
  const failures: unknown[] = [];
  for (const { id, isNew } of await readUnrecordedRuns(redis, 'simulations')) {
    try {
      const simulation = await readSimulation(redis, id);
      if (!simulation) {
        if (!isNew) await forgetUnrecordedRun(redis, 'simulations', id);
      } else if (await recordSimulation(query, redis, cipher, simulation)) {
        await markSimulationRecorded(redis, id, resultSeconds);
        recorded.push(id);
      }
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return recorded;
}

/** Whether it has ended. */
async function recordSimulation(
  query: Kysely<Tables>,
  redis: Redis,
  cipher: PayloadCipher,
  simulation: SimulationRecord,
): Promise<boolean> {
  const { chunks, chunksDone, failureCode } = simulation;
  if (chunksDone < chunks && failureCode === undefined) return false;
  const run = await simulationView(redis, cipher, simulation);
  await query
    .insertInto('simulations')
    .values({
      id: run.id,
      owner: simulation.owner,
      created_at: new Date(run.createdAt),
      run: storableJson(run),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return true;
}

/** `undefined` where the record holds no such simulation. */
export async function readRecordedSimulation(
  query: Kysely<Tables>,
  id: string,
): Promise<RecordedSimulation | undefined> {
  const found = await query
    .selectFrom('simulations')
    .select(['owner', 'run'])
    .where('id', '=', id)
    .executeTakeFirst();
  return found && { owner: found.owner, run: SimulationRun.parse(found.run) };
}

/** Newest first. */
export async function listRecordedSimulations(
  query: Kysely<Tables>,
  limit: number,
  owner: string | undefined,
): Promise<SimulationRun[]> {
  let wanted = query.selectFrom('simulations').select('run').orderBy('created_at', 'desc').limit(limit);
  if (owner !== undefined) wanted = wanted.where('owner', '=', owner);
  return (await wanted.execute()).map(({ run }) => SimulationRun.parse(run));
}
