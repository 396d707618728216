import { z } from 'zod';
import { BatchId } from './batch.ts';
import { Decision } from './policy.ts';

/** A day, which begins at midnight UTC, or a moment. */
export const DayOrMoment = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);

/** What every search of the record takes, in a body: addresses are logged, and an applicant's id is not for logs. */
const anySearch = {
  /** Every id that begins so; the whole id is found too. */
  applicantIdPrefix: z.string().min(1).max(1_000).optional(),
  from: DayOrMoment.optional().describe('Decided from this day or moment'),
  to: DayOrMoment.optional().describe('Decided before this day or moment'),
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().max(300).optional().describe('`nextCursor` of the page before'),
};

/** What a decision must be to be found; what is absent does not matter. */
export const DecisionSearch = z.strictObject({
  ...anySearch,
  applicantId: z.string().min(1).max(1_000).optional().describe('The whole id and no longer one'),
  decision: Decision.optional().describe('Of the model and its policy'),
  officer: z.string().min(1).max(200).optional().describe('Who asked for the score'),
  batch: BatchId.optional(),
});
export type DecisionSearch = z.input<typeof DecisionSearch>;

/** Decisions that wait for a person (`open`), or those that a person settled. */
export const ReferralSearch = z.strictObject({
  ...anySearch,
  state: z.enum(['open', 'settled']).default('open'),
  /** Taken by who asks; of the settled ones: decided by who asks. */
  mine: z.boolean().default(false),
});
export type ReferralSearch = z.input<typeof ReferralSearch>;

/** Declined decisions whose notice is due, or those whose notice was issued. */
export const NoticeSearch = z.strictObject({
  ...anySearch,
  state: z.enum(['due', 'issued']).default('due'),
  /** Whose score was asked for by who asks. */
  mine: z.boolean().default(false),
});
export type NoticeSearch = z.input<typeof NoticeSearch>;
