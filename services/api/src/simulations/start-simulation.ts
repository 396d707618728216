import { type BatchRecord, createSimulation, type SimulationRecord } from '@bora/batch-store';
import { askedBy, simulationJobId } from '@bora/contracts';
import { FileLayout, outcomeReader, TrainingDataError } from '@bora/features';
import {
  requireLineColumn,
  ScenarioError,
  type SecondBatch,
  type SimulationRequest,
  segmentVariable,
} from '@bora/simulation';
import { ApiProblem } from '../errors.ts';
import type { Principal } from '../people/principal.ts';
import { assertApplicable } from '../policies/assert-applicable.ts';
import { readKnownBatch } from '../requests/known-batch.ts';
import type { ApiServices } from '../services.ts';

/** Starts to replay a scored batch under a scenario, as the simulation of this id. Throws `ApiProblem` where that cannot be. */
export async function startSimulation(
  services: ApiServices,
  principal: Principal,
  id: string,
  { batchId, scenario, policy, inSample, againstBatchId, segment }: SimulationRequest,
  requestId: string,
): Promise<void> {
  const { redis, lifetimes } = services;
  const batch = await completedBatch(services, principal, batchId);
  const { schema } = await services.readTerms(batch.model, batch.policy);
  refuseInapplicable(batch, () => {
    const layout = FileLayout.parse(JSON.parse(batch.layout ?? 'null'));
    requireLineColumn(scenario, schema, layout.variables);
    outcomeReader(layout, schema);
    if (segment !== undefined) segmentVariable(segment, schema);
  });
  if (policy) assertApplicable(policy, { reference: batch.model, schema }, services.profile);
  const against =
    againstBatchId === undefined ? {} : await secondBatch(services, principal, batch, againstBatchId);
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
      requestId,
      ...(batch.trial && { trial: batch.trial }),
      ...against,
      ...(segment === undefined ? {} : { segment }),
      ...(policy && { draftPolicy: JSON.stringify(policy) }),
    },
    lifetimes.waitingSeconds,
  );
  await enqueueReplay(services, { id, chunks: batch.chunks, requestId });
}

/** One job a chunk; adding them again while they are known changes nothing. */
export async function enqueueReplay(
  { simulationQueue }: ApiServices,
  simulation: Pick<SimulationRecord, 'id' | 'chunks' | 'requestId'>,
): Promise<void> {
  const { id, chunks } = simulation;
  await simulationQueue.add(
    Array.from({ length: chunks }, (_, chunk) => ({
      id: simulationJobId(id, chunk),
      payload: { v: 1, simulationId: id, chunk, ...askedBy(simulation) },
    })),
  );
}

async function completedBatch(
  { redis }: ApiServices,
  principal: Principal,
  batchId: string,
): Promise<BatchRecord & { readonly chunks: number }> {
  const batch = await readKnownBatch(redis, principal, batchId);
  if (batch.state === 'completed' && batch.chunks !== undefined) return { ...batch, chunks: batch.chunks };
  throw new ApiProblem(
    'batch-not-completed',
    'Wait until every row of the batch is scored, then simulate it.',
  );
}

/** Fields of the batch that the first is held against. */
async function secondBatch(
  services: ApiServices,
  principal: Principal,
  first: BatchRecord,
  batchId: string,
): Promise<{ against: string; againstSchema: string }> {
  const { fileSha256, schema: schemaId, model, policy } = await completedBatch(services, principal, batchId);
  if (fileSha256 === undefined || fileSha256 !== first.fileSha256 || schemaId !== first.schema) {
    throw new ApiProblem(
      'simulation-invalid',
      `The batches ${first.id} and ${batchId} are not of the same file and schema: score one file twice, then compare.`,
    );
  }
  const { schema } = await services.readTerms(model, policy);
  const against: SecondBatch = { batchId, model, policy };
  return { against: JSON.stringify(against), againstSchema: JSON.stringify(schema) };
}

function refuseInapplicable({ id }: BatchRecord, check: () => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof ScenarioError || error instanceof TrainingDataError)) throw error;
    throw new ApiProblem('simulation-invalid', `The batch ${id} cannot be replayed so: ${error.message}`);
  }
}
