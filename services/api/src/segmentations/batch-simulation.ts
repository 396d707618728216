import {
  type BatchRecord,
  readSimulation,
  type SimulationRecord,
  simulationsOfBatch,
} from '@bora/batch-store';
import type { Scenario } from '@bora/simulation';
import { ApiProblem } from '../errors.ts';
import { mayRead } from '../people/ownership.ts';
import { may, type Principal } from '../people/principal.ts';
import type { ApiServices } from '../services.ts';
import { simulationView } from '../simulations/simulation-view.ts';

export interface BatchSimulation {
  readonly id: string;
  readonly scenario: Scenario;
  readonly inSample: boolean;
}

/**
 * The completed simulation of a batch that was asked for, or else the newest one that the principal may read; null where
 * there is none.
 * @throws ApiProblem `simulation-not-found`, `simulation-invalid`.
 */
export async function batchSimulation(
  services: Pick<ApiServices, 'redis' | 'cipher'>,
  principal: Principal,
  { id: batchId }: BatchRecord,
  askedId: string | undefined,
): Promise<BatchSimulation | null> {
  const { redis } = services;
  if (askedId === undefined) {
    for (const id of await simulationsOfBatch(redis, batchId)) {
      const record = await readSimulation(redis, id);
      const completed = record && isReadable(principal, record) && (await asCompleted(services, record));
      if (completed) return completed;
    }
    return null;
  }
  const record = await readSimulation(redis, askedId);
  if (!record || !isReadable(principal, record))
    throw new ApiProblem('simulation-not-found', 'There is no simulation with this id, or it has expired.');
  if (record.batchId !== batchId)
    throw new ApiProblem(
      'simulation-invalid',
      'This simulation is of another batch: leave it out, or name that batch.',
    );
  const completed = await asCompleted(services, record);
  if (completed) return completed;
  throw new ApiProblem('simulation-invalid', 'This simulation has failed or has not ended yet.');
}

function isReadable(principal: Principal, record: SimulationRecord): boolean {
  return may(principal, 'simulation:read') && mayRead(principal, record, 'simulation:read-all');
}

async function asCompleted(
  { redis, cipher }: Pick<ApiServices, 'redis' | 'cipher'>,
  record: SimulationRecord,
): Promise<BatchSimulation | null> {
  const { id, state, scenario, report } = await simulationView(redis, cipher, record);
  return state === 'completed' ? { id, scenario, inSample: report?.inSample ?? false } : null;
}
