import {
  aliveWorkers,
  countBatchStates,
  countUnrecorded,
  listRefusals,
  uncheckedRefusals,
} from '@bora/batch-store';
import type { ModelReference, Operations } from '@bora/contracts';
import { modelId } from '../models/served-model.ts';
import type { ApiServices } from '../services.ts';

const failuresOfEachQueue = 10;
const dayMs = 86_400_000;
const batchesCounted = 1_000;

/** What an operator looks at, as it stands in Redis; the same from every api. Throws what the api answers while it is away. */
export async function readOperations(services: ApiServices): Promise<Operations> {
  const { redis } = services;
  const queues = queuesOf(services);
  const [workers, states, failures, batches, unrecorded, refusals] = await Promise.all([
    aliveWorkers(redis),
    Promise.all(queues.map((queue) => queue.state())),
    Promise.all(queues.map((queue) => queue.failures(failuresOfEachQueue))),
    countBatchStates(redis, Date.now() - dayMs, batchesCounted),
    countUnrecorded(redis),
    listRefusals(redis, uncheckedRefusals(services.trusted !== undefined)),
  ]);
  const { oldestMs, ...waiting } = unrecorded;
  return {
    workers: workers.map(({ seenAtMs: _, ...worker }) => worker),
    queues: states,
    failures: failures.flat(),
    batches,
    unrecorded: { ...waiting, oldestAt: oldestMs === null ? null : new Date(oldestMs).toISOString() },
    refusedModels: refusals.map(({ name, version, code, message }) => ({ name, version, code, message })),
    drift: await services.readScoreDrift(distinct(workers.flatMap(({ models }) => models))),
  };
}

function queuesOf(services: ApiServices) {
  return [
    services.upload.chunkQueue,
    services.singleQueue,
    services.whatIfQueue,
    services.simulationQueue,
    services.segmentationQueue,
    services.predictionQueue,
    services.recordQueue,
  ];
}

function distinct(models: readonly ModelReference[]): ModelReference[] {
  return [...new Map(models.map((model) => [modelId(model), model])).values()];
}
