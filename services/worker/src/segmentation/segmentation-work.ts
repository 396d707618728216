import { queuePrefix, queues } from '@bora/contracts';
import { type JobWatch, repeat, startQueueWork } from '@bora/queue-work';
import { Queue } from 'bullmq';
import { type FitJobDependencies, fitSegmentationJob } from './fit-segmentation-job.ts';
import { type PredictJobDependencies, predictJob } from './predict-job.ts';
import { reconcileSegmentations, sweepFailedFits, sweepFailedPredictions } from './segmentation-upkeep.ts';

const predictionsAtOnce = 16;

/** Takes segmentations and predictions and looks after their queues. `close` lets running ones end. */
export function startSegmentationWork(
  dependencies: FitJobDependencies & PredictJobDependencies,
  redisUrl: string,
  watch: JobWatch,
): { close(timeoutMs: number): Promise<void> } {
  const { redis } = dependencies;
  const { log } = watch;
  const openQueue = ({ name }: { readonly name: string }): Queue =>
    new Queue(name, { connection: redis, prefix: queuePrefix }).on('error', () => {});
  const fitQueue = openQueue(queues.segmentations);
  const predictionQueue = openQueue(queues.predictions);
  const sweepFits = () => sweepFailedFits(dependencies, fitQueue);
  const sweepPredictions = () => sweepFailedPredictions(dependencies, predictionQueue);
  const work = [
    startQueueWork({
      declaration: queues.segmentations,
      queue: fitQueue,
      redisUrl,
      // A fit holds all customers of its file in memory.
      concurrency: 1,
      handle: (payload) => fitSegmentationJob(dependencies, payload),
      sweep: sweepFits,
      ...watch,
    }),
    startQueueWork({
      declaration: queues.predictions,
      queue: predictionQueue,
      redisUrl,
      concurrency: predictionsAtOnce,
      handle: (payload) => predictJob(dependencies, payload),
      sweep: sweepPredictions,
      ...watch,
    }),
  ];
  const upkeep = [
    repeat('reconcile-segmentations', 2_000, () => reconcileSegmentations(dependencies, fitQueue), log),
    repeat('sweep-segmentations', 5_000, sweepFits, log),
    repeat('sweep-predictions', 5_000, sweepPredictions, log),
  ];
  return {
    async close(timeoutMs) {
      await Promise.all(work.map((one) => one.close(timeoutMs)));
      await Promise.all(upkeep.map((task) => task.stop()));
      await Promise.all([fitQueue.close(), predictionQueue.close()]);
    },
  };
}
