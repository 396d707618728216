import { queuePrefix, queues } from '@bora/contracts';
import { type JobWatch, repeat, startQueueWork } from '@bora/queue-work';
import { Queue } from 'bullmq';
import { sweepFailedSimulations } from '../upkeep/failed-simulations.ts';
import { reconcileSimulations } from '../upkeep/reconcile-simulations.ts';
import { type ReplayJobDependencies, replayChunkJob } from './replay-chunk-job.ts';

/** Takes chunks of simulations and looks after their queue. `close` lets a running one end. */
export function startSimulationWork(
  dependencies: ReplayJobDependencies,
  redisUrl: string,
  watch: JobWatch,
): { close(timeoutMs: number): Promise<void> } {
  const { redis } = dependencies;
  const { log } = watch;
  const queue = new Queue(queues.simulations.name, { connection: redis, prefix: queuePrefix });
  queue.on('error', () => {});
  const sweep = () => sweepFailedSimulations(redis, queue, log);
  const lookAfter = async () => {
    await sweep();
    await reconcileSimulations(redis, queue, log);
  };
  const work = startQueueWork({
    declaration: queues.simulations,
    queue,
    redisUrl,
    // Its arithmetic runs beside lock renewals: never two at a time.
    concurrency: 1,
    handle: (payload) => replayChunkJob(dependencies, payload),
    sweep,
    ...watch,
  });
  const upkeep = repeat('reconcile-simulations', 5_000, lookAfter, log);
  return {
    async close(timeoutMs) {
      await work.close(timeoutMs);
      await upkeep.stop();
      await queue.close();
    },
  };
}
