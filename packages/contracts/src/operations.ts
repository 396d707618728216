import { z } from 'zod';
import { ModelReference } from './model-manifest.ts';

/** Jobs of one queue by what they wait for. */
export const QueueState = z.strictObject({
  name: z.string(),
  waiting: z.int(),
  active: z.int(),
  /** Waiting for another try. */
  delayed: z.int(),
  failed: z.int(),
});
export type QueueState = z.infer<typeof QueueState>;

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
  /** The last failed jobs that are still kept, newest first. */
  failures: z.array(
    z.strictObject({ queue: z.string(), reason: z.string(), failedAt: z.iso.datetime().nullable() }),
  ),
});
export type Operations = z.infer<typeof Operations>;
