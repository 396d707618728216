import { queuePrefix, queues } from '@bora/contracts';
import {
  createWatchdog,
  type JobWatch,
  type QueueConsumer,
  repeat,
  runJob,
  startQueueConsumer,
} from '@bora/queue-work';
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
  const startFits = (): QueueConsumer =>
    startQueueConsumer({
      queueName: queues.segmentations.name,
      redisUrl,
      // A fit holds all customers of its file in memory.
      concurrency: 1,
      maxStalledCount: queues.segmentations.maxStalledCount,
      process: (job, token) =>
        runJob(
          job,
          token,
          queues.segmentations,
          (payload) => fitSegmentationJob(dependencies, payload),
          watch,
        ),
      onFailed: () => void sweepFits().catch(() => {}),
      log,
    });
  const startPredictions = (): QueueConsumer =>
    startQueueConsumer({
      queueName: queues.predictions.name,
      redisUrl,
      concurrency: predictionsAtOnce,
      maxStalledCount: queues.predictions.maxStalledCount,
      process: (job, token) =>
        runJob(job, token, queues.predictions, (payload) => predictJob(dependencies, payload), watch),
      onFailed: () => void sweepPredictions().catch(() => {}),
      log,
    });
  const fits = { current: startFits() };
  const predictions = { current: startPredictions() };
  const upkeep = [
    repeat('watch-segmentations', 5_000, createWatchdog(fitQueue, fits, startFits, log), log),
    repeat(
      'watch-predictions',
      5_000,
      createWatchdog(predictionQueue, predictions, startPredictions, log),
      log,
    ),
    repeat('reconcile-segmentations', 2_000, () => reconcileSegmentations(dependencies, fitQueue), log),
    repeat('sweep-segmentations', 5_000, sweepFits, log),
    repeat('sweep-predictions', 5_000, sweepPredictions, log),
  ];
  return {
    async close(timeoutMs) {
      await Promise.all([fits, predictions].map(({ current }) => current.close(timeoutMs)));
      await Promise.all(upkeep.map((task) => task.stop()));
      await Promise.all([fitQueue.close(), predictionQueue.close()]);
    },
  };
}
