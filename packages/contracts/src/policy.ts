import { z } from 'zod';

export const Decision = z.enum(['approve', 'refer', 'decline']);
export type Decision = z.infer<typeof Decision>;

export const PolicyName = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/);

/** A hard rule: when the condition holds, the decision is at least as strict as `decision`. */
export const PolicyRule = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/),
  text: z.string().min(1),
  when: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('below'), variable: z.string(), value: z.number() }),
    z.strictObject({ kind: z.literal('above'), variable: z.string(), value: z.number() }),
    z.strictObject({ kind: z.literal('one-of'), variable: z.string(), values: z.array(z.string()).min(1) }),
    z.strictObject({ kind: z.literal('missing'), variable: z.string() }),
  ]),
  decision: z.enum(['refer', 'decline']),
});
export type PolicyRule = z.infer<typeof PolicyRule>;

const terms = {
  /** PD below `approveBelow` is approved, below `declineFrom` referred, from there declined. */
  approveBelow: z.number().min(0).max(1),
  declineFrom: z.number().min(0).max(1),
  rules: z.array(PolicyRule).max(250).default([]),
};
const isInOrder = (policy: { approveBelow: number; declineFrom: number }) =>
  policy.approveBelow <= policy.declineFrom;
const notInOrder = { message: 'approveBelow must not exceed declineFrom', path: ['approveBelow'] };

/** What a policy decides by; of a policy that is still being thought about, all there is. */
export const PolicyTerms = z.strictObject(terms).refine(isInOrder, notInOrder);
export type PolicyTerms = z.infer<typeof PolicyTerms>;

/** Cut-offs and rules, apart from any model. Versions count from 1 and never change. */
export const Policy = z
  .strictObject({
    name: PolicyName,
    version: z.int().min(1),
    createdAt: z.iso.datetime(),
    description: z.string().default(''),
    ...terms,
  })
  .refine(isInOrder, notInOrder);
export type Policy = z.infer<typeof Policy>;

export const PolicyReference = z.strictObject({ name: PolicyName, version: z.int().min(1) });
export type PolicyReference = z.infer<typeof PolicyReference>;

/** `policies/<name>/live.json`. */
export const LivePolicyPointer = z.strictObject({
  name: PolicyName,
  version: z.int().min(1),
  madeLiveAt: z.iso.datetime(),
});
export type LivePolicyPointer = z.infer<typeof LivePolicyPointer>;
