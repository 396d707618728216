import {
  type ChunkJob,
  type PredictionJob,
  queues,
  type RecordJob,
  type SegmentationJob,
  type SimulationJob,
  type SingleJob,
  type WhatIfJob,
} from '@bora/contracts';
import type { Logger } from 'pino';
import type { ApiConnections } from './api-connections.ts';
import { createJobEndings, type JobEndings } from './job-endings.ts';
import { type JobQueue, openJobQueue, type QueueRoom } from './job-queue.ts';

/** Every queue that the api adds to, and the endings that it waits for. */
export interface ApiQueues {
  readonly singleQueue: JobQueue<SingleJob>;
  readonly chunkQueue: JobQueue<ChunkJob>;
  readonly simulationQueue: JobQueue<SimulationJob>;
  readonly whatIfQueue: JobQueue<WhatIfJob>;
  readonly segmentationQueue: JobQueue<SegmentationJob>;
  readonly predictionQueue: JobQueue<PredictionJob>;
  readonly recordQueue: JobQueue<RecordJob>;
  readonly singleEndings: JobEndings;
  readonly whatIfEndings: JobEndings;
  readonly predictionEndings: JobEndings;
}

export function openQueues(
  { redis, uploadRedis, eventRedis }: ApiConnections,
  /** How much of each kind may wait. */
  room: Record<'files' | 'questions' | 'segmentations', QueueRoom>,
  log: Logger,
): { readonly queues: ApiQueues; start(): void; close(): Promise<void> } {
  const endings = {
    singleEndings: createJobEndings(eventRedis, queues.singles.name, log),
    whatIfEndings: createJobEndings(eventRedis, queues.whatIfs.name, log),
    predictionEndings: createJobEndings(eventRedis, queues.predictions.name, log),
  };
  const opened: ApiQueues = {
    singleQueue: openJobQueue<SingleJob>(redis, queues.singles, room.questions),
    chunkQueue: openJobQueue<ChunkJob>(uploadRedis, queues.chunks, room.files),
    simulationQueue: openJobQueue<SimulationJob>(uploadRedis, queues.simulations, room.files),
    whatIfQueue: openJobQueue<WhatIfJob>(redis, queues.whatIfs, room.questions),
    segmentationQueue: openJobQueue<SegmentationJob>(redis, queues.segmentations, room.segmentations),
    predictionQueue: openJobQueue<PredictionJob>(redis, queues.predictions, room.questions),
    recordQueue: openJobQueue<RecordJob>(redis, queues.records),
    ...endings,
  };
  return {
    queues: opened,
    start() {
      for (const one of Object.values(endings)) one.start();
    },
    async close() {
      await Promise.allSettled(Object.values(opened).map((part) => part.close()));
    },
  };
}
