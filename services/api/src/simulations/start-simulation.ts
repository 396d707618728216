import { type BatchRecord, createSimulation, type SimulationRecord } from '@bora/batch-store';
import { simulationJobId } from '@bora/contracts';
import { FileLayout, outcomeReader, TrainingDataError } from '@bora/features';
import { lineVariable, ScenarioError, type SimulationRequest } from '@bora/simulation';
import { ApiProblem } from '../errors.ts';
import { readKnownBatch } from '../requests/known-batch.ts';
import type { ApiServices } from '../services.ts';

/** Starts to replay a scored batch under a scenario, as the simulation of this id. Throws `ApiProblem` where that cannot be. */
export async function startSimulation(
  services: ApiServices,
  owner: string,
  id: string,
  { batchId, scenario, inSample }: SimulationRequest,
): Promise<void> {
  const { redis, lifetimes } = services;
  const batch = await readKnownBatch(redis, batchId);
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
  await createSimulation(
    redis,
    {
      id,
      owner,
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
  await enqueueReplay(services, { id, chunks: batch.chunks });
}

/** One job a chunk; adding them again while they are known changes nothing. */
export async function enqueueReplay(
  { simulationQueue }: ApiServices,
  { id, chunks }: Pick<SimulationRecord, 'id' | 'chunks'>,
): Promise<void> {
  await simulationQueue.add(
    Array.from({ length: chunks }, (_, chunk) => ({
      id: simulationJobId(id, chunk),
      payload: { v: 1, simulationId: id, chunk },
    })),
  );
}

function refuseInapplicable({ id }: BatchRecord, check: () => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof ScenarioError || error instanceof TrainingDataError)) throw error;
    throw new ApiProblem('simulation-invalid', `The batch ${id} cannot be replayed so: ${error.message}`);
  }
}
