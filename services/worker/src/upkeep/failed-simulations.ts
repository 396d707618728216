import { failSimulation } from '@bora/batch-store';
import { SimulationJob } from '@bora/contracts';
import { sweepFailed } from '@bora/queue-work';
import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';

const message =
  'A part of the file could not be replayed after several attempts: start the simulation again.';

/** Ends simulations of which a chunk used up its attempts, and removes these jobs. */
export function sweepFailedSimulations(redis: Redis, queue: Queue, log: Logger): Promise<void> {
  return sweepFailed(
    queue,
    async (job) => {
      const payload = SimulationJob.safeParse(job.data);
      if (!payload.success) return;
      await failSimulation(redis, payload.data.simulationId, { code: 'chunk-failed', message });
    },
    log,
  );
}
