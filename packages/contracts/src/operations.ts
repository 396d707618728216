import { z } from 'zod';
import { BatchState } from './batch.ts';
import { ModelReference } from './model-manifest.ts';

/** Jobs of one queue by what they wait for. */
export const QueueState = z.strictObject({
  name: z.string(),
  waiting: z.int(),
  active: z.int(),
  /** Waiting for another try. */
  delayed: z.int(),
  failed: z.int(),
  /** Since when the job waits that waits longest; null where none does. */
  oldestWaitingAt: z.iso.datetime().nullable(),
});
export type QueueState = z.infer<typeof QueueState>;

/**
 * Of fewer scores the index says nothing that one should act on: not because of chance, which is small from a thousand
 * on, but because they may all come from one small file.
 */
export const driftMinimumScores = 2_000;

/** How far the last scores of a model version have moved from those of its training. */
export const ScoreDrift = z.strictObject({
  model: ModelReference,
  /** Population stability index over the bins of the bundle's reference; null where nothing was scored. */
  psi: z.number().nullable(),
  /** Last scores that it is measured on; a file that was scored again counts once. */
  scores: z.int(),
});
export type ScoreDrift = z.infer<typeof ScoreDrift>;

/** What works at this moment: workers that reported in the last seconds, and how much waits for them. */
export const Operations = z.strictObject({
  workers: z.array(
    z.strictObject({
      id: z.string(),
      startedAt: z.iso.datetime(),
      backend: z.string(),
      threads: z.int(),
      /** Model versions that are loaded. */
      models: z.array(ModelReference),
    }),
  ),
  queues: z.array(QueueState),
  /** Batches of the last 24 hours by state, of the newest thousand. */
  batches: z.record(BatchState, z.int()),
  /** What has ended and waits to be written into the record. */
  unrecorded: z.strictObject({
    batches: z.int(),
    scores: z.int(),
    auditEntries: z.int(),
    oldestAt: z.iso.datetime().nullable(),
  }),
  /** Versions that a worker could not load. */
  refusedModels: z.array(z.strictObject({ ...ModelReference.shape, code: z.string(), message: z.string() })),
  drift: z.array(ScoreDrift),
  /** The last failed jobs that are still kept, newest first. */
  failures: z.array(
    z.strictObject({ queue: z.string(), reason: z.string(), failedAt: z.iso.datetime().nullable() }),
  ),
});
export type Operations = z.infer<typeof Operations>;
