import {
  forgetActiveSimulation,
  readActiveSimulations,
  readReplayedChunks,
  readSimulation,
  type SimulationRecord,
} from '@bora/batch-store';
import { askedBy, queues, type SimulationJob, simulationJobId } from '@bora/contracts';
import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { enqueueAgain, jobsNotIn } from './lost-jobs.ts';

/** The api enqueues the chunks of a simulation itself, within this time. */
const enqueueGraceMs = 10_000;

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
  simulation: SimulationRecord,
  log: Logger,
): Promise<void> {
  const { id, chunks } = simulation;
  const replayed = await readReplayedChunks(redis, id);
  const open = Array.from({ length: chunks }, (_, chunk) => chunk).filter((chunk) => !replayed.has(chunk));
  // A chunk that was replayed while we asked has no job either; to replay it again changes nothing.
  const lost = await jobsNotIn(
    queue,
    open.map((chunk) => {
      const payload: SimulationJob = { v: 1, simulationId: id, chunk, ...askedBy(simulation) };
      return { id: simulationJobId(id, chunk), payload };
    }),
  );
  if (lost.length === 0) return;
  log.warn({ simulationId: id, chunks: lost.length }, 'chunks without a job; enqueueing them again');
  await enqueueAgain(queue, queues.simulations, lost);
}
