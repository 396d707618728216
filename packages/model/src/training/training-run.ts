import { availableParallelism } from 'node:os';
import { type BackendChoice, type BackendName, selectBackend } from '../backend.ts';
import { createProgressMeter, type TrainingProgress } from './progress-meter.ts';
import type { TrainingCrew } from './train-ensemble.ts';
import type { TrainingOptions } from './training-options.ts';
import { startTrainingThreads } from './training-threads.ts';

/** Where and how visibly training runs; nothing here changes what it learns. */
export interface TrainingRun {
  readonly backend: BackendChoice;
  /** Networks trained at a time; as many as there are processors when left out. */
  readonly threadCount?: number | undefined;
  readonly onProgress?: ((progress: TrainingProgress) => void) | undefined;
  /** Ends the run at once: it then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Work to be done with a crew, as `planOfFit` gives it. */
export interface Plan {
  readonly stepCount: number;
  readonly networkCount: number;
}

/** Runs work with training threads, which end with it, however it ends. */
export async function withTrainingCrew<Result>(
  { backend, threadCount = availableParallelism(), onProgress, signal }: TrainingRun,
  plans: readonly Plan[],
  { epochs }: TrainingOptions,
  work: (crew: TrainingCrew, backend: BackendName) => Promise<Result>,
): Promise<Result> {
  signal?.throwIfAborted();
  const backendName = await selectBackend(backend);
  const plan = {
    stepCount: plans.reduce((sum, { stepCount }) => sum + stepCount, 0),
    networkCount: plans.reduce((sum, { networkCount }) => sum + networkCount, 0),
    epochCount: epochs,
  };
  const threads = startTrainingThreads(threadCount, backendName);
  const onAbort = (): void => void threads.close();
  signal?.addEventListener('abort', onAbort);
  try {
    return await work({ threads, meter: createProgressMeter(plan, onProgress ?? (() => {})) }, backendName);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', onAbort);
    await threads.close();
  }
}
