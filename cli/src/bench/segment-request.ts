import { PurchasesLayout } from '@bora/contracts';
import { z } from 'zod';

/** What the process of a segmentation measurement is asked: one thing, then it ends. */
export const SegmentRequest = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('file'),
    side: z.enum(['bora', 'script']),
    file: z.string(),
    layout: PurchasesLayout,
  }),
  z.strictObject({
    kind: z.literal('cluster'),
    algorithm: z.enum(['kmeans', 'gmm', 'dbscan']),
    customers: z.int().min(1),
  }),
]);
export type SegmentRequest = z.infer<typeof SegmentRequest>;

export const SegmentMeasurement = z.strictObject({
  seconds: z.number(),
  /** Largest resident set of the process, whole. */
  peakBytes: z.number(),
  /** Inertia, or what else shows that the work was done. */
  result: z.number(),
});
export type SegmentMeasurement = z.infer<typeof SegmentMeasurement>;
