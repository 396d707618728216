import { z } from 'zod';
import { ModelReference } from './model-manifest.ts';
import { Overridden } from './overridden.ts';
import { Decision, PolicyReference } from './policy.ts';
import { WarningCode, WarningDetail } from './warning-code.ts';

/** A principal reason: how many points one variable took from the score. */
export const Reason = z.strictObject({
  code: z.string(),
  variable: z.string(),
  text: z.string(),
  points: z.number(),
});
export type Reason = z.infer<typeof Reason>;

/** A rule of the policy that decided, apart from the score's reasons. */
export const PolicyReason = z.strictObject({ code: z.string(), text: z.string() });
export type PolicyReason = z.infer<typeof PolicyReason>;

const scored = {
  applicantId: z.string(),
  /** Probability of default, 0 to 1. */
  pd: z.number().min(0).max(1),
  /** Points on the model's scale; higher is safer. */
  score: z.int(),
  decision: Decision,
  /** At most four, the heaviest first. */
  reasons: z.array(Reason).max(4),
  policyReason: PolicyReason.nullable(),
  warnings: z.array(WarningCode),
  model: ModelReference,
  policy: PolicyReference,
  scoredAt: z.iso.datetime(),
};

/** The score of a single application. */
export const Score = z.strictObject({
  id: z.string(),
  state: z.literal('scored'),
  ...scored,
  /** Which variable each warning is about: where a score with warnings is read, and its values and model are there. */
  warningDetails: z.array(WarningDetail).optional(),
});
export type Score = z.infer<typeof Score>;

/** A single application that waits for its score, or that no worker could score. */
export const PendingScore = z.strictObject({
  id: z.string(),
  state: z.enum(['queued', 'failed']),
  failure: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
  submittedAt: z.iso.datetime(),
});
export type PendingScore = z.infer<typeof PendingScore>;

/** The score of one row of a batch. */
export const RowScore = z.strictObject({ row: z.int().min(1), ...scored, ...Overridden.shape });
export type RowScore = z.infer<typeof RowScore>;

/** Longest value of an application in UTF-16 units, as it was given: in JSON and in a file alike. */
export const maximumValueLength = 1000;

/** One application: variable name to value; an absent key and `null` are missing values. */
export const Application = z.record(
  z.string().max(200),
  z.union([z.string().max(maximumValueLength), z.number(), z.boolean(), z.null()]),
);
export type Application = z.infer<typeof Application>;
