import {
  forgetActiveSimulation,
  readActiveSimulations,
  readReplayedChunks,
  readSimulation,
  type SimulationRecord,
} from '@bora/batch-store';
import { queues, type SimulationJob, simulationJobId } from '@bora/contracts';
import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';

/** The api enqueues the chunks of a simulation itself, within this time. */
const enqueueGraceMs = 10_000;
const jobsAtOnce = 500;

/** Enqueues the chunks of simulations that have no job: their api died between keeping and enqueueing them. */
export async function reconcileSimulations(
  redis: Redis,
  queue: Queue,
  log: Logger,
  nowMs: number = Date.now(),
): Promise<void> {
  for (const id of await readActiveSimulations(redis, nowMs - enqueueGraceMs)) {
    const simulation = await readSimulation(redis, id);
    const runs = simulation && simulation.failureCode === undefined;
    if (runs && simulation.chunksDone < simulation.chunks) {
      await enqueueLostChunks(redis, queue, simulation, log);
    } else {
      await forgetActiveSimulation(redis, id);
    }
  }
}

async function enqueueLostChunks(
  redis: Redis,
  queue: Queue,
  { id, chunks, requestId }: SimulationRecord,
  log: Logger,
): Promise<void> {
  const replayed = await readReplayedChunks(redis, id);
  const open = Array.from({ length: chunks }, (_, chunk) => chunk).filter((chunk) => !replayed.has(chunk));
  const states = await Promise.all(open.map((chunk) => queue.getJobState(simulationJobId(id, chunk))));
  // A chunk that was replayed while we asked has no job either; to replay it again changes nothing.
  const lost = open.filter((_, index) => states[index] === 'unknown');
  if (lost.length === 0) return;
  log.warn({ simulationId: id, chunks: lost.length }, 'chunks without a job; enqueueing them again');
  const asked = requestId === undefined ? {} : { requestId };
  const jobs = lost.map((chunk) => ({
    name: queues.simulations.name,
    data: { v: 1, simulationId: id, chunk, ...asked } satisfies SimulationJob,
    opts: { ...queues.simulations.options, jobId: simulationJobId(id, chunk) },
  }));
  for (let from = 0; from < jobs.length; from += jobsAtOnce)
    await queue.addBulk(jobs.slice(from, from + jobsAtOnce));
}
