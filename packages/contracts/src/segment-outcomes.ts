import { z } from 'zod';
import { ModelReference } from './model-manifest.ts';
import { PolicyReference } from './policy.ts';

const Column = z.array(z.string().min(1)).min(1);

/** `schemas/outcomes/*.json`: how to read what became of customers, or what they were scored. */
export const OutcomesLayout = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/),
  version: z.int().min(1),
  title: z.string().min(1),
  description: z.string(),
  columns: z.strictObject({
    customer: Column,
    outcome: Column.optional(),
    decision: Column.optional(),
    pd: Column.optional(),
    profit: Column.optional(),
  }),
  /** Values of the column `outcome`; a row with another one has no known outcome. */
  outcomes: z.strictObject({ bad: z.array(z.string()), good: z.array(z.string()) }).optional(),
  /** Values of the column `decision` that approve. */
  approved: z.array(z.string()).optional(),
});
export type OutcomesLayout = z.infer<typeof OutcomesLayout>;

/** What became of the customers of one segment; a figure is null where the file says nothing of it. */
export const SegmentOutcome = z.strictObject({
  cluster: z.int().min(-1),
  name: z.string(),
  customers: z.int(),
  /** Customers that the file of outcomes knows, by as many rows. */
  matched: z.int(),
  rows: z.int(),
  /** Rows with a known outcome, and how many of them are bad. */
  known: z.int(),
  bad: z.int(),
  badRate: z.number().nullable(),
  /** 95 % interval of the bad rate (Wilson). */
  badRateLow: z.number().nullable(),
  badRateHigh: z.number().nullable(),
  approvalShare: z.number().nullable(),
  meanPd: z.number().nullable(),
  profit: z.number().nullable(),
});
export type SegmentOutcome = z.infer<typeof SegmentOutcome>;

export const SegmentOutcomes = z.strictObject({
  layout: z.string(),
  rows: z.int(),
  /** Rows whose customer is in no segment, since the segmented file does not hold it. */
  unmatched: z.int(),
  /** In the order of the segments. */
  segments: z.array(SegmentOutcome),
  total: SegmentOutcome.omit({ cluster: true, name: true }),
});
export type SegmentOutcomes = z.infer<typeof SegmentOutcomes>;

/** What became of the customers of every segment as applicants of a scored batch. */
export const BatchSegmentOutcomes = SegmentOutcomes.omit({ layout: true }).extend({
  segmentation: z.string(),
  batch: z.string(),
  model: ModelReference,
  policy: PolicyReference,
  /** `gone`: the batch had outcomes, but its file is no longer kept; `none`: its file has no column of outcomes. */
  outcomes: z.enum(['known', 'none', 'gone']),
  /** The replay whose scenario says what a loan earns; null: there is none, and no profit. */
  simulation: z
    .strictObject({
      id: z.string(),
      scenario: z.string(),
      currency: z.string(),
      /** The model was trained on applicants of the batch, which flatters its profit. */
      inSample: z.boolean(),
    })
    .nullable(),
});
export type BatchSegmentOutcomes = z.infer<typeof BatchSegmentOutcomes>;
