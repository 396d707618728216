import { addSimulationPart, failSimulation, isChunkReplayed, readSimulation } from '@bora/batch-store';
import type { SimulationJob } from '@bora/contracts';
import { TrainingDataError } from '@bora/features';
import { ObjectNotFoundError, ObjectStoreUnavailableError } from '@bora/object-store';
import { JobError } from '@bora/queue-work';
import { ScenarioError } from '@bora/simulation';
import { type ReplayStores, replayedPart } from './replayed-part.ts';

export interface ReplayJobDependencies extends ReplayStores {
  /** How long what a chunk comes to may wait for its simulation to be recorded. */
  readonly waitingSeconds: number;
}

export type ReplayJobOutcome = 'added' | 'already-added' | 'simulation-ended';

/** Replays one chunk of a batch and adds what it comes to, once. A second delivery changes nothing. */
export async function replayChunkJob(
  dependencies: ReplayJobDependencies,
  { simulationId, chunk }: SimulationJob,
): Promise<ReplayJobOutcome> {
  const { redis, cipher, waitingSeconds } = dependencies;
  const simulation = await readSimulation(redis, simulationId);
  const hasEnded = simulation?.failureCode !== undefined || simulation?.report !== undefined;
  if (!simulation || hasEnded) return 'simulation-ended';
  if (await isChunkReplayed(redis, simulationId, chunk)) return 'already-added';
  try {
    const part = JSON.stringify(await replayedPart(dependencies, simulation, chunk));
    const isNew = await addSimulationPart(redis, cipher, simulationId, chunk, part, waitingSeconds);
    return isNew ? 'added' : 'already-added';
  } catch (error) {
    if (error instanceof ObjectStoreUnavailableError)
      throw new JobError('store-unavailable', error.message, 'wait');
    const failure = finalFailure(error);
    if (!failure) throw error;
    await failSimulation(redis, simulationId, failure);
    return 'simulation-ended';
  }
}

/** What ends the whole simulation: no other attempt and no other worker would do better. */
function finalFailure(error: unknown): { code: string; message: string } | null {
  if (error instanceof ObjectNotFoundError) {
    return { code: 'upload-gone', message: 'The file of the batch is gone from the store: upload it again.' };
  }
  const isOfData = error instanceof ScenarioError || error instanceof TrainingDataError;
  const isFinal = isOfData || (error instanceof JobError && error.retry === 'no');
  return isFinal ? { code: error.code, message: error.message } : null;
}
