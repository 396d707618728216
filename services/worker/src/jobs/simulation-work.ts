import { queuePrefix, queues } from '@bora/contracts';
import { Queue } from 'bullmq';
import type { Logger } from 'pino';
import { sweepFailedSimulations } from '../upkeep/failed-simulations.ts';
import { repeat } from '../upkeep/repeat.ts';
import { createWatchdog } from '../upkeep/watchdog.ts';
import { type QueueConsumer, startQueueConsumer } from './queue-consumer.ts';
import { type ReplayJobDependencies, replayChunkJob } from './replay-chunk-job.ts';
import { runJob } from './run-job.ts';

/** Takes chunks of simulations and looks after their queue. `close` lets a running one end. */
export function startSimulationWork(
  dependencies: ReplayJobDependencies,
  redisUrl: string,
  log: Logger,
): { close(timeoutMs: number): Promise<void> } {
  const { redis } = dependencies;
  const queue = new Queue(queues.simulations.name, { connection: redis, prefix: queuePrefix });
  queue.on('error', () => {});
  const sweep = () => sweepFailedSimulations(redis, queue);
  const start = (): QueueConsumer =>
    startQueueConsumer({
      queueName: queues.simulations.name,
      redisUrl,
      // Its arithmetic runs beside lock renewals: never two at a time.
      concurrency: 1,
      maxStalledCount: queues.simulations.maxStalledCount,
      process: (job, token) =>
        runJob(job, token, queues.simulations, async (payload) => ({
          outcome: await replayChunkJob(dependencies, payload),
        })),
      onFailed: () => void sweep().catch(() => {}),
      log,
    });
  const consumer = { current: start() };
  const upkeep = [
    repeat('watch-simulations', 5_000, createWatchdog(queue, consumer, start, log), log),
    repeat('sweep-simulations', 5_000, sweep, log),
  ];
  return {
    async close(timeoutMs) {
      await consumer.current.close(timeoutMs);
      await Promise.all(upkeep.map((task) => task.stop()));
      await queue.close();
    },
  };
}
