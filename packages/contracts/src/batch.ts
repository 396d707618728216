import { z } from 'zod';
import { ModelReference } from './model-manifest.ts';
import { PolicyReference } from './policy.ts';
import { WarningCode } from './warning-code.ts';

export const BatchId = z.uuid();

/** `uploading` → `scoring` → `completed`; or `failed` (the upload was refused or broke), or `cancelled`. */
export const BatchState = z.enum(['uploading', 'scoring', 'completed', 'failed', 'cancelled']);
export type BatchState = z.infer<typeof BatchState>;

/** Lower edges of the score histogram: 300, 325, … 825; the last bin holds 825 to 850. */
export const histogramBinPoints = 25;

export const BatchSummary = z.strictObject({
  approve: z.int(),
  refer: z.int(),
  decline: z.int(),
  /** Null before the first score. */
  pdMean: z.number().nullable(),
  scoreHistogram: z.array(z.strictObject({ from: z.int(), rows: z.int() })),
  warnings: z.partialRecord(WarningCode, z.int()),
});
export type BatchSummary = z.infer<typeof BatchSummary>;

export const Batch = z.strictObject({
  id: BatchId,
  /** Id of the person whose work it is. */
  owner: z.string().default(''),
  /** Whether every officer may read it. */
  shared: z.boolean().default(false),
  /** Scored to be looked at: nobody is decided about, and nothing of it goes into the record. */
  trial: z.boolean().default(false),
  state: BatchState,
  /** Why it failed: a problem code and its sentence. */
  failure: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
  fileName: z.string(),
  /** SHA-256 of the uploaded bytes; null while uploading. */
  fileSha256: z.string().nullable(),
  /**
   * An earlier batch with the same bytes that one may read: whoever is in the file is decided about twice. Null where
   * there is none, and where this one or that one is a trial, failed or was cancelled.
   */
  sameFileAs: z.strictObject({ id: BatchId, createdAt: z.iso.datetime() }).nullable().default(null),
  fileBytes: z.int(),
  /** Records found in the file; null while uploading. */
  rows: z.int().nullable(),
  rowsScored: z.int(),
  rowsRejected: z.int(),
  rowsPerSecond: z.number().nullable(),
  secondsLeft: z.number().nullable(),
  schema: z.string(),
  model: ModelReference,
  policy: PolicyReference,
  ignoredColumns: z.array(z.string()),
  summary: BatchSummary,
  createdAt: z.iso.datetime(),
  /** All rows are scored or rejected, or the batch failed or was cancelled. */
  endedAt: z.iso.datetime().nullable(),
});
export type Batch = z.infer<typeof Batch>;

export const BatchList = z.strictObject({ batches: z.array(Batch), nextCursor: z.string().nullable() });

export const BatchSharing = z.strictObject({ shared: z.boolean() });
