import {
  markSimulationRecorded,
  type PayloadCipher,
  readSimulation,
  type SimulationRecord,
} from '@bora/batch-store';
import { SimulationRun } from '@bora/simulation';
import type { Redis } from 'ioredis';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';
import type { FailingWork } from '../records/failing-work.ts';
import type { RecordedKind } from '../records/read-recorded-runs.ts';
import { type RunSource, recordRuns } from '../records/record-runs.ts';
import { storableJson } from '../records/storable.ts';
import { simulationView } from './simulation-view.ts';

export const recordedSimulations: RecordedKind<SimulationRun> = { table: 'simulations', run: SimulationRun };

/** Writes ended simulations that are not in the record into it and then lets them expire: as `recordRuns`. */
export function recordSimulations(
  query: Kysely<Tables>,
  redis: Redis,
  cipher: PayloadCipher,
  resultSeconds: number,
  failing: FailingWork,
): Promise<string[]> {
  const kind: RunSource<SimulationRecord> = {
    name: 'simulations',
    read: (id) => readSimulation(redis, id),
    async record(simulation) {
      const hasEnded = await recordSimulation(query, redis, cipher, simulation);
      if (hasEnded) await markSimulationRecorded(redis, simulation.id, resultSeconds);
      return hasEnded;
    },
  };
  return recordRuns(redis, kind, failing);
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
