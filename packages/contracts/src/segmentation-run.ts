import { z } from 'zod';
import { ModelName, ModelVersion } from './model-manifest.ts';
import {
  CleaningReport,
  Segment,
  SegmentationAlgorithm,
  SegmentationManifest,
  SegmentationModel,
  SegmentationQuality,
  SegmentationRequest,
  SegmentationSummary,
} from './segmentation.ts';
import { SegmentationLayout } from './segmentation-layout.ts';

export const SegmentationState = z.enum([
  'uploading',
  'queued',
  'running',
  'completed',
  'failed',
  'cancelled',
]);
export type SegmentationState = z.infer<typeof SegmentationState>;

/** What is asked of a segmentation through the queue; what is left out is chosen from the file. */
export const AskedSegmentation = z.strictObject({
  /** Id of a layout in `schemas/`; null: the one that fits the columns. */
  layout: z.string().nullable(),
  /** Only layouts of this kind are tried; null: of every kind. */
  kind: z.enum(['purchases', 'movements', 'attributes']).nullable(),
  request: SegmentationRequest,
  dropDuplicates: z.boolean(),
  /** The day that recency counts to; null: the day after the last purchase. */
  snapshot: z.iso.date().nullable(),
  /** The name under which the segmentation is stored and made live; null: it is not stored. */
  name: ModelName.nullable(),
});
export type AskedSegmentation = z.infer<typeof AskedSegmentation>;

export const SegmentationProgress = z.strictObject({
  stage: z.enum(['reading', 'fitting', 'writing']),
  /** Bytes of the file, steps of the fit, or customers. */
  done: z.number(),
  total: z.number(),
  step: z.string(),
});
export type SegmentationProgress = z.infer<typeof SegmentationProgress>;

const StoredReference = z.strictObject({ name: ModelName, version: ModelVersion });
const Failure = z.strictObject({ code: z.string(), message: z.string() });

/** A segmentation of a file, as the api tells of it. */
export const SegmentationRun = z.strictObject({
  id: z.uuid(),
  state: SegmentationState,
  fileName: z.string(),
  fileBytes: z.int().nullable(),
  fileSha256: z.string().nullable(),
  asked: AskedSegmentation,
  progress: SegmentationProgress.nullable(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  failure: Failure.nullable(),
  /** The layout that the file was read with. */
  layout: z.string().nullable(),
  customers: z.int().nullable(),
  /** Where the segmentation is stored, if it has a name. */
  stored: StoredReference.nullable(),
  /** The segments; null until they are there, and in lists. */
  summary: SegmentationSummary.nullable(),
});
export type SegmentationRun = z.infer<typeof SegmentationRun>;

export const SegmentationRunList = z.strictObject({
  segmentations: z.array(SegmentationRun),
  nextCursor: z.string().nullable(),
});
export type SegmentationRunList = z.infer<typeof SegmentationRunList>;

/** Segmentations under their names, as they are live. */
export const StoredSegmentationList = z.strictObject({
  segmentations: z.array(
    z.strictObject({
      name: ModelName,
      /** Null: which version is live cannot be read. */
      version: ModelVersion.nullable(),
      /** Null: it cannot be read. */
      manifest: SegmentationManifest.nullable(),
    }),
  ),
});
export type StoredSegmentationList = z.infer<typeof StoredSegmentationList>;

/** The segments of a run or of a stored segmentation, what they mean, and how good they are. */
export const SegmentationReport = z.strictObject({
  /** Id of the run, or `name/version`. */
  segmentation: z.string(),
  layout: z.string(),
  algorithm: SegmentationAlgorithm,
  segments: z.array(Segment),
  quality: SegmentationQuality,
  cleaning: CleaningReport,
});
export type SegmentationReport = z.infer<typeof SegmentationReport>;

export const SegmentMember = z.strictObject({
  customer: z.string(),
  cluster: z.int(),
  segment: z.string(),
  /** Features, and for recency, frequency and monetary value scores from 1 to 5. */
  values: z.record(z.string(), z.number()),
});
export type SegmentMember = z.infer<typeof SegmentMember>;

export const SegmentMembers = z.strictObject({
  total: z.int(),
  offset: z.int(),
  limit: z.int(),
  members: z.array(SegmentMember),
});
export type SegmentMembers = z.infer<typeof SegmentMembers>;

/** Customers to be predicted: numbers by name of the feature; other properties are ignored. */
export const CustomersToPredict = z.array(z.record(z.string(), z.unknown())).min(1).max(1_000);

export const PredictedSegment = z.strictObject({
  /** −1: no segment. */
  cluster: z.int().min(-1),
  segment: z.string(),
  /** The name of the layout that the segment goes back to. */
  family: z.string(),
});
export type PredictedSegment = z.infer<typeof PredictedSegment>;

export const SegmentPrediction = z.strictObject({
  /** Id of the run, or `name/version`. */
  segmentation: z.string(),
  /** In the order of the customers that were given. */
  customers: z.array(PredictedSegment),
});
export type SegmentPrediction = z.infer<typeof SegmentPrediction>;

/** What waits for a worker: which segments, and the customers' features. */
export const PredictionQuestion = z.strictObject({
  segmentation: z.union([
    z.strictObject({ kind: z.literal('run'), id: z.uuid() }),
    z.strictObject({ kind: z.literal('stored'), name: ModelName }),
  ]),
  customers: CustomersToPredict,
});
export type PredictionQuestion = z.infer<typeof PredictionQuestion>;

export const PredictionAnswer = z.union([SegmentPrediction, z.strictObject({ failure: Failure })]);
export type PredictionAnswer = z.infer<typeof PredictionAnswer>;

/** What a completed run keeps, sealed. */
export const SegmentationResult = z.strictObject({
  layout: SegmentationLayout,
  request: SegmentationRequest,
  model: SegmentationModel,
  summary: SegmentationSummary,
  /** Names of a member's values. */
  columns: z.array(z.string()),
});
export type SegmentationResult = z.infer<typeof SegmentationResult>;

/** Customers in one kept page of members. */
export const membersPerPage = 1_000;

/** A page of members as it is kept: customer, cluster, values. */
export const MemberPage = z.array(z.tuple([z.string(), z.int()], z.number()));
export type MemberPage = z.infer<typeof MemberPage>;
