import { z } from 'zod';
import type { Decision } from './policy.ts';

/** What a person may decide. */
export const Settled = z.enum(['approve', 'decline']);
export type Settled = z.infer<typeof Settled>;

export const Who = z.strictObject({ id: z.uuid(), name: z.string() });
export type Who = z.infer<typeof Who>;

const overridden = {
  /** What a person decided instead of `decision`, where that stands. Null: nobody did, or `decision` was upheld. */
  overriddenTo: Settled.nullable(),
  overriddenBy: Who.nullable(),
  /** Since when it stands. */
  overriddenAt: z.iso.datetime().nullable(),
};

/** The decision of the model and its policy, beside what a person decided instead. */
export const Overridden = z.strictObject(overridden);
export type Overridden = z.infer<typeof Overridden>;

export const notOverridden: Overridden = { overriddenTo: null, overriddenBy: null, overriddenAt: null };

/** The decision that holds. */
export function finalDecision(one: { decision: Decision; overriddenTo: Settled | null }): Decision {
  return one.overriddenTo ?? one.decision;
}
