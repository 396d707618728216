import { z } from 'zod';

/** Every queue of the platform: its name, payload, result, attempts, back-off and retention. */
export const queuePrefix = '{bora}';

/** The HTTP request that asked for the work, so that log lines of every process can be put together. */
const asked = { requestId: z.uuid().optional() };

/** What a payload or a kept record says of the request that asked for it, where that is known. */
export function askedBy({ requestId }: { readonly requestId?: string | undefined }): {
  readonly requestId?: string;
} {
  return requestId === undefined ? {} : { requestId };
}

/** One chunk of a batch; the bytes wait in Redis under the batch's own keys. */
export const ChunkJob = z.strictObject({
  v: z.literal(1),
  batchId: z.uuid(),
  chunk: z.int().min(0),
  ...asked,
});
export type ChunkJob = z.infer<typeof ChunkJob>;

/** One single application; its values wait, encrypted, in `bora:score:<id>`. */
export const SingleJob = z.strictObject({ v: z.literal(1), scoreId: z.uuid(), ...asked });
export type SingleJob = z.infer<typeof SingleJob>;

/** One chunk of a batch whose outcomes are known, to be replayed for a simulation. */
export const SimulationJob = z.strictObject({
  v: z.literal(1),
  simulationId: z.uuid(),
  chunk: z.int().min(0),
  ...asked,
});
export type SimulationJob = z.infer<typeof SimulationJob>;

/** What would change one decision; question and answer wait, sealed, in `bora:what-if:<id>`. */
export const WhatIfJob = z.strictObject({
  v: z.literal(1),
  whatIfId: z.string().regex(/^[0-9a-f-]{36}(-\d+)?$/),
  ...asked,
});
export type WhatIfJob = z.infer<typeof WhatIfJob>;

/** A file of customers to be segmented; it waits, sealed, under the segmentation's own keys. */
export const SegmentationJob = z.strictObject({ v: z.literal(1), segmentationId: z.uuid(), ...asked });
export type SegmentationJob = z.infer<typeof SegmentationJob>;

/** The segments of some customers; question and answer wait, sealed, in `bora:prediction:<id>`. */
export const PredictionJob = z.strictObject({ v: z.literal(1), predictionId: z.uuid(), ...asked });
export type PredictionJob = z.infer<typeof PredictionJob>;

/** Something that has ended and is to be written into the record; the api's consumer alone writes there. */
export const RecordJob = z.strictObject({
  v: z.literal(1),
  kind: z.literal('batch'),
  batchId: z.uuid(),
  ...asked,
});
export type RecordJob = z.infer<typeof RecordJob>;

/** A failed job is removed by whoever writes its end down: as rejects, or as the end of a simulation or segmentation. */
const ofFiles = {
  attempts: 3,
  backoff: { type: 'exponential', delay: 500 },
  removeOnComplete: true,
  removeOnFail: false,
} as const;

export const queues = {
  chunks: {
    name: 'chunks',
    payload: ChunkJob,
    result: z.strictObject({ outcome: z.enum(['committed', 'already-committed', 'batch-ended']) }),
    options: ofFiles,
    /** Deliveries lost to dead workers before a chunk is given up; those lost to a Redis that is away or full do not count. */
    maxStalledCount: 2,
  },
  singles: {
    name: 'singles',
    payload: SingleJob,
    result: z.strictObject({ outcome: z.enum(['scored', 'already-scored', 'gone']) }),
    options: {
      attempts: 3,
      backoff: { type: 'fixed', delay: 100 },
      removeOnComplete: { age: 60 },
      removeOnFail: { age: 3600 },
    },
    maxStalledCount: 2,
  },
  simulations: {
    name: 'simulations',
    payload: SimulationJob,
    result: z.strictObject({ outcome: z.enum(['added', 'already-added', 'simulation-ended']) }),
    options: ofFiles,
    maxStalledCount: 2,
  },
  whatIfs: {
    name: 'what-ifs',
    payload: WhatIfJob,
    result: z.strictObject({ outcome: z.enum(['answered', 'already-answered', 'gone']) }),
    options: {
      attempts: 3,
      backoff: { type: 'fixed', delay: 200 },
      /** The id is free again at once: a question whose answer has expired may be asked anew. */
      removeOnComplete: true,
      /** A failed job is removed by whoever writes its failure down. */
      removeOnFail: false,
    },
    maxStalledCount: 2,
  },
  segmentations: {
    name: 'segmentations',
    payload: SegmentationJob,
    result: z.strictObject({ outcome: z.enum(['completed', 'failed', 'ended']) }),
    options: ofFiles,
    maxStalledCount: 2,
  },
  predictions: {
    name: 'predictions',
    payload: PredictionJob,
    result: z.strictObject({ outcome: z.enum(['answered', 'gone']) }),
    options: {
      attempts: 3,
      backoff: { type: 'fixed', delay: 100 },
      removeOnComplete: { age: 60 },
      /** A failed job is removed by whoever writes its failure down. */
      removeOnFail: false,
    },
    maxStalledCount: 2,
  },
  records: {
    name: 'records',
    payload: RecordJob,
    result: z.strictObject({ outcome: z.enum(['recorded', 'already-recorded', 'gone']) }),
    options: {
      attempts: 3,
      backoff: { type: 'exponential', delay: 1_000 },
      /** The id is free again at once: the reconciler looks whether the record is there, not at the job. */
      removeOnComplete: true,
      /** A failed job stays visible to operations until the reconciler tries again. */
      removeOnFail: false,
    },
    maxStalledCount: 1_000,
  },
} as const;
