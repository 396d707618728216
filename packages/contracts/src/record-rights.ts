import { z } from 'zod';
import { Retention } from './compliance-profile.ts';
import { Notice } from './notice.ts';
import { DecisionValues, RecordedDecision } from './recorded-decision.ts';
import { UndecidedReason } from './reject.ts';
import { DecisionWork } from './workflow.ts';

/** An applicant's id, in a body and never in an address. */
export const ApplicantRequest = z.strictObject({ applicantId: z.string().min(1).max(1_000) });

/** What a hold keeps: one of the two. */
export const NewHold = z
  .strictObject({
    applicantId: z.string().min(1).max(1_000).optional(),
    batchId: z.uuid().optional(),
    reason: z.string().min(1).max(1_000),
  })
  .refine(({ applicantId, batchId }) => (applicantId === undefined) !== (batchId === undefined), {
    message: 'name an applicant or a batch, not both',
    path: ['applicantId'],
  });
export type NewHold = z.infer<typeof NewHold>;

/** Nothing of this applicant or batch is erased or ends with its term until the hold is released. */
export const Hold = z.strictObject({
  id: z.uuid(),
  applicantId: z.string().nullable(),
  batchId: z.uuid().nullable(),
  reason: z.string(),
  placedBy: z.string(),
  placedAt: z.iso.datetime(),
  releasedBy: z.string().nullable(),
  releasedAt: z.iso.datetime().nullable(),
});
export type Hold = z.infer<typeof Hold>;

export const HoldList = z.strictObject({ holds: z.array(Hold) });

/** What was done; it names no applicant. */
export const ErasureReport = z.strictObject({
  /** Decisions whose applicant and values were removed; score, decision and reasons stay. */
  decisions: z.int(),
  /** Rows of files and single applications that never came to a recorded decision. */
  undecided: z.int().default(0),
  /** Rows that were blanked in stored uploads. */
  uploadRows: z.int(),
  /** Rows and single scores that were removed from Redis. */
  results: z.int(),
});
export type ErasureReport = z.infer<typeof ErasureReport>;

export const Erasure = z.strictObject({
  id: z.uuid(),
  state: z.enum(['waiting', 'done', 'refused']),
  requestedBy: z.string(),
  requestedAt: z.iso.datetime(),
  doneAt: z.iso.datetime().nullable(),
  /** Why it was refused: a problem code. */
  failure: z.string().nullable(),
  report: ErasureReport.nullable(),
});
export type Erasure = z.infer<typeof Erasure>;

/** All that is recorded about one applicant. */
export const ApplicantExport = z.strictObject({
  applicantId: z.string(),
  exportedAt: z.iso.datetime(),
  decisions: z.array(
    z.strictObject({
      decision: RecordedDecision,
      /** Null: no longer kept. */
      values: DecisionValues.shape.values.nullable(),
      overrides: DecisionWork.shape.overrides,
      notes: DecisionWork.shape.notes,
      reviewRequests: DecisionWork.shape.reviewRequests,
      /** Null: none was issued. */
      notice: Notice.nullable(),
      outcome: z.strictObject({ bad: z.boolean(), observedOn: z.string() }).nullable(),
    }),
  ),
  /** Rows of files that came to no decision. */
  undecided: z.array(
    z.strictObject({
      batchId: z.uuid(),
      row: z.int().min(1),
      why: UndecidedReason,
      fileName: z.string(),
      uploadedAt: z.iso.datetime(),
      /** As far as they can be told apart. Null: no longer kept. */
      values: z.record(z.string(), z.string()).nullable(),
    }),
  ),
  holds: z.array(Hold),
});
export type ApplicantExport = z.infer<typeof ApplicantExport>;

/** What one round of retention removed. */
export const RetentionReport = z.strictObject({
  /** Decisions before this moment have reached their term. */
  before: z.iso.datetime(),
  decisions: z.int(),
  batches: z.int(),
  /** Batches past their term of which the stored upload was left with the rows on hold alone. */
  rewritten: z.int().default(0),
  /** Decisions past their term that a hold keeps. */
  held: z.int(),
});
export type RetentionReport = z.infer<typeof RetentionReport>;

export const RetentionState = z.strictObject({
  ...Retention.shape,
  profile: z.string(),
  /** Rounds that removed or kept something, newest first. */
  rounds: z.array(z.strictObject({ ranAt: z.iso.datetime(), ...RetentionReport.shape })),
});
export type RetentionState = z.infer<typeof RetentionState>;
