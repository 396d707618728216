import { z } from 'zod';
import { ModelReference } from './model-manifest.ts';
import { Decision, PolicyReference } from './policy.ts';
import { Application, PolicyReason } from './score.ts';

/** One value that is another than in the application. */
export const ChangedValue = z.strictObject({
  variable: z.string(),
  label: z.string(),
  /** Null where the application lacks the value or it cannot be read. */
  from: z.union([z.string(), z.number(), z.null()]),
  to: z.union([z.string(), z.number()]),
});
export type ChangedValue = z.infer<typeof ChangedValue>;

/** Changes, and what the same model and policy make of the application with them. */
export const Counterfactual = z.strictObject({
  changes: z.array(ChangedValue).min(1),
  /** Sum over the changes: a number counts by its distance over the middle 80 % of training, a code 1. */
  size: z.number(),
  pd: z.number().min(0).max(1),
  score: z.int(),
  decision: Decision,
});
export type Counterfactual = z.infer<typeof Counterfactual>;

/** Why no changes are named. */
export const NoChangeCode = z.enum([
  'already-approved',
  /** The schema marks nothing that the model or the policy uses as changeable to anything else. */
  'nothing-changeable',
  /** A rule of the policy holds whatever is changed. */
  'policy-rule',
  'none-within-bounds',
]);
export type NoChangeCode = z.infer<typeof NoChangeCode>;

const found = {
  found: z.literal(true),
  from: Decision,
  /** The next better decision, which is asked for; the changes reach it or a better one. */
  to: Decision,
  ...Counterfactual.shape,
  /** Changes of other variables, as many as those above and not smaller. */
  alternatives: z.array(Counterfactual).max(3),
  /** Every combination of the values considered, up to this many changes, was scored. */
  isExhaustive: z.boolean(),
};
const notFound = {
  found: z.literal(false),
  from: Decision,
  /** Null where there is none better. */
  to: Decision.nullable(),
  why: NoChangeCode,
  /** The rule that stands in the way. */
  policyReason: PolicyReason.nullable(),
  /** Every combination of the values considered, of at most five changes, was scored. */
  isExhaustive: z.boolean(),
};
const versions = { model: ModelReference, policy: PolicyReference };
const ofScore = { scoreId: z.string(), ...versions };
const ofRow = { batchId: z.string(), row: z.int().min(1), ...versions };

/** The smallest changes that reach the next better decision, or why there are none. */
export const WhatIf = z.discriminatedUnion('found', [z.strictObject(found), z.strictObject(notFound)]);
export type WhatIf = z.infer<typeof WhatIf>;

export const ScoreWhatIf = z.discriminatedUnion('found', [
  z.strictObject({ ...ofScore, ...found }),
  z.strictObject({ ...ofScore, ...notFound }),
]);
export type ScoreWhatIf = z.infer<typeof ScoreWhatIf>;

export const RowWhatIf = z.discriminatedUnion('found', [
  z.strictObject({ ...ofRow, ...found }),
  z.strictObject({ ...ofRow, ...notFound }),
]);
export type RowWhatIf = z.infer<typeof RowWhatIf>;

/** The answer is not there yet. */
export const PendingWhatIf = z.strictObject({ state: z.literal('queued') });

/** What a worker is asked; waits sealed. */
export const WhatIfQuestion = z.strictObject({ ...versions, application: Application });
export type WhatIfQuestion = z.infer<typeof WhatIfQuestion>;

/** What a worker answers; kept sealed. */
export const WhatIfOutcome = z.union([WhatIf, z.strictObject({ failure: z.string() })]);
export type WhatIfOutcome = z.infer<typeof WhatIfOutcome>;
