import { randomUUID } from 'node:crypto';
import { type BatchRecord, createSimulation, readSimulation, type SimulationRecord } from '@bora/batch-store';
import { type SimulationJob, simulationJobId } from '@bora/contracts';
import { FileLayout, outcomeReader, TrainingDataError } from '@bora/features';
import { lineVariable, ScenarioError, type SimulationRequest } from '@bora/simulation';
import { ApiProblem } from '../errors.ts';
import type { Principal } from '../people/principal.ts';
import { readKnownBatch } from '../requests/known-batch.ts';
import type { ApiServices } from '../services.ts';

/** Starts to replay a scored batch under a scenario. Throws `ApiProblem` where that cannot be. */
export async function startSimulation(
  services: ApiServices,
  principal: Principal,
  { batchId, scenario, inSample }: SimulationRequest,
): Promise<SimulationRecord> {
  const { redis, lifetimes, simulationQueue } = services;
  const batch = await readKnownBatch(redis, principal, batchId);
  if (batch.state !== 'completed' || batch.chunks === undefined) {
    throw new ApiProblem(
      'batch-not-completed',
      'Wait until every row of the batch is scored, then simulate it.',
    );
  }
  const { schema } = await services.readTerms(batch.model, batch.policy);
  refuseInapplicable(batch, () => {
    lineVariable(scenario, schema);
    outcomeReader(FileLayout.parse(JSON.parse(batch.layout ?? 'null')), schema);
  });
  const id = randomUUID();
  await createSimulation(
    redis,
    {
      id,
      owner: principal.personId,
      batchId,
      fileName: batch.fileName,
      modelName: batch.model.name,
      modelVersion: batch.model.version,
      policyName: batch.policy.name,
      policyVersion: batch.policy.version,
      chunks: batch.chunks,
      scenario: JSON.stringify(scenario),
      schema: JSON.stringify(schema),
      inSample: inSample ? 'yes' : 'no',
    },
    lifetimes.resultSeconds,
  );
  await simulationQueue.add(replayJobs(id, batch.chunks));
  return (await readSimulation(redis, id))!;
}

/** One job a chunk; adding them again while they are known changes nothing. */
export function replayJobs(simulationId: string, chunks: number): { id: string; payload: SimulationJob }[] {
  return Array.from({ length: chunks }, (_, chunk) => ({
    id: simulationJobId(simulationId, chunk),
    payload: { v: 1, simulationId, chunk },
  }));
}

function refuseInapplicable({ id }: BatchRecord, check: () => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof ScenarioError || error instanceof TrainingDataError)) throw error;
    throw new ApiProblem('simulation-invalid', `The batch ${id} cannot be replayed so: ${error.message}`);
  }
}
