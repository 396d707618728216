import { z } from 'zod';
import { Overridden, Settled, Who } from './overridden.ts';
import { Decision } from './policy.ts';
import { DecisionId, RecordedDecision } from './recorded-decision.ts';

const freeText = z.string().trim().min(1).max(2_000);

/** `overrides/reasons.json`. */
export const OverrideReason = z.strictObject({
  code: z.string().regex(/^[a-z][a-z-]{0,62}$/),
  text: z.string().min(1),
  decisions: z.array(Settled).min(1),
});
export type OverrideReason = z.infer<typeof OverrideReason>;
export const OverrideReasonList = z.strictObject({
  reasons: z.array(OverrideReason),
  /** Above this amount a second person confirms; `null`: whatever the amount. */
  secondPersonAbove: z.number().nullable(),
});
export type OverrideReasonList = z.infer<typeof OverrideReasonList>;

export const NewOverride = z.strictObject({
  decision: Settled,
  reason: OverrideReason.shape.code,
  text: freeText,
  /** Of the credit, where a setting asks for a second person above one. */
  amount: z.number().min(0).max(1e15).optional(),
});
export type NewOverride = z.infer<typeof NewOverride>;

/** `proposed` waits for another person. What holds is the last one that stands. */
export const Override = z.strictObject({
  id: z.uuid(),
  state: z.enum(['proposed', 'stands', 'refused']),
  from: Decision,
  decision: Settled,
  reason: z.string(),
  text: z.string(),
  amount: z.number().nullable(),
  by: Who,
  at: z.iso.datetime(),
  /** The second person, where one was asked for. */
  settledBy: Who.nullable(),
  settledAt: z.iso.datetime().nullable(),
});
export type Override = z.infer<typeof Override>;

export const NewNote = z.strictObject({ text: freeText });
export const Note = z.strictObject({ id: z.uuid(), text: z.string(), by: Who, at: z.iso.datetime() });

/** An applicant asked for a person to look at the decision. */
export const NewReviewRequest = z.strictObject({
  requestedOn: z.iso.date(),
  text: freeText,
});
export const ReviewRequest = z.strictObject({
  id: z.uuid(),
  requestedOn: z.iso.date(),
  text: z.string(),
  by: Who,
  at: z.iso.datetime(),
  /** When a person decided afterwards. */
  settledAt: z.iso.datetime().nullable(),
});

/** What people did about a decision. The decision itself never changes. */
export const DecisionWork = z.strictObject({
  decision: RecordedDecision,
  claimedBy: Who.nullable(),
  overrides: z.array(Override),
  notes: z.array(Note),
  reviewRequests: z.array(ReviewRequest),
});
export type DecisionWork = z.infer<typeof DecisionWork>;

/** For a person's decision, for a second person, or for the review that the applicant asked for. */
export const WaitsFor = z.enum(['decision', 'confirmation', 'review']);
export type WaitsFor = z.infer<typeof WaitsFor>;

export const QueueItem = z.strictObject({
  decisionId: DecisionId,
  applicantId: z.string().nullable(),
  decidedAt: z.iso.datetime(),
  score: z.int(),
  pd: z.number(),
  decision: Decision,
  ...Overridden.shape,
  /** Why it waits; null: a person settled it. */
  waitsFor: WaitsFor.nullable(),
  claimedBy: Who.nullable(),
  /** Who proposed the override that waits for another person. */
  proposedBy: Who.nullable(),
});
export type QueueItem = z.infer<typeof QueueItem>;

/** What waits, oldest first; what was settled, newest first. */
export const ReferQueue = z.strictObject({
  /** All that wait, whatever was searched for. */
  waiting: z.int(),
  items: z.array(QueueItem),
  nextCursor: z.string().nullable(),
});
export type ReferQueue = z.infer<typeof ReferQueue>;

/** What one person overrode. Rates are of all that the person decided against or for. */
export const OfficerOverrides = z.strictObject({
  officer: Who,
  /** Referred decisions that the person settled. */
  referredApproved: z.int(),
  referredDeclined: z.int(),
  /** Approved what the policy declined. */
  lowSide: z.int(),
  /** Declined what the policy approved. */
  highSide: z.int(),
  upheld: z.int(),
  waiting: z.int(),
  /** Share of overrides among what the person settled; `null` without any. */
  overrideRate: z.number().nullable(),
  /** Outcomes that are known of what the person approved against or without the policy. */
  outcomesKnown: z.int(),
  bad: z.int(),
});
export const OverrideReport = z.strictObject({ officers: z.array(OfficerOverrides) });
export type OverrideReport = z.infer<typeof OverrideReport>;
