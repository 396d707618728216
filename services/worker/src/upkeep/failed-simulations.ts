import { failSimulation } from '@bora/batch-store';
import { SimulationJob } from '@bora/contracts';
import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';

const jobsAtOnce = 100;

/** Ends simulations of which a chunk used up its attempts, and removes these jobs. */
export async function sweepFailedSimulations(redis: Redis, queue: Queue): Promise<void> {
  for (const job of await queue.getFailed(0, jobsAtOnce - 1)) {
    const payload = SimulationJob.safeParse(job.data);
    if (payload.success) {
      await failSimulation(redis, payload.data.simulationId, {
        code: 'chunk-failed',
        message:
          'A part of the file could not be replayed after several attempts: start the simulation again.',
      });
    }
    await job.remove();
  }
}
