import { z } from 'zod';
import { ModelReference } from './model-manifest.ts';
import { Overridden } from './overridden.ts';
import { Decision, PolicyReference } from './policy.ts';
import { PolicyReason, Reason } from './score.ts';
import { WarningCode } from './warning-code.ts';

/** Of a row of a batch `<batch>-<row>`, of a single score its own id. */
export const DecisionId = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(-[1-9]\d{0,9})?$/, 'expected the id of a decision');

/** A decision as it was recorded: it outlives Redis, the model's bundle and the policy. */
export const RecordedDecision = z.strictObject({
  id: DecisionId,
  /** Null: erased. Empty: none was given. */
  applicantId: z.string().nullable(),
  /** Null for a single score. */
  batchId: z.uuid().nullable(),
  row: z.int().min(1).nullable(),
  pd: z.number().min(0).max(1),
  score: z.int(),
  /** Of the model and its policy; it never changes. */
  decision: Decision,
  ...Overridden.shape,
  reasons: z.array(Reason).max(4),
  policyReason: PolicyReason.nullable(),
  warnings: z.array(WarningCode),
  model: ModelReference,
  policy: PolicyReference,
  decidedAt: z.iso.datetime(),
  /** Who asked for it: the id of a person, and the name where the person is still known. */
  officer: z.string(),
  officerName: z.string().nullable(),
});
export type RecordedDecision = z.infer<typeof RecordedDecision>;

/** Newest first. */
export const RecordedDecisionList = z.strictObject({
  decisions: z.array(RecordedDecision),
  nextCursor: z.string().nullable(),
});
export type RecordedDecisionList = z.infer<typeof RecordedDecisionList>;

/** What was given for a decision, as it was given. */
export const DecisionValues = z.strictObject({
  id: DecisionId,
  schema: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type DecisionValues = z.infer<typeof DecisionValues>;

/** The id of a row's decision. */
export function rowDecisionId(batchId: string, row: number): string {
  return `${batchId}-${row}`;
}
