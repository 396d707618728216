import { z } from 'zod';

const money = z.number().min(0).max(1e12);
const sourced = {
  unit: z.string().regex(/^[A-Z]{3}$/, 'a currency of three capital letters'),
  source: z.string().min(1),
};
/** What a missing value counts as; without it, rows that miss it are refused. */
const whenMissing = money.optional();

/** How large a line of credit each applicant is given. */
export const CreditLineRule = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('fixed'), amount: money, ...sourced }),
    z.strictObject({
      kind: z.literal('income-multiple'),
      variable: z.string().min(1),
      multiple: z.number().positive(),
      /** Bounds that an income is moved to before it is multiplied. */
      minimumIncome: money.default(0),
      maximumIncome: money.optional(),
      maximumLine: money.optional(),
      whenMissing,
      ...sourced,
    }),
    z.strictObject({
      kind: z.literal('column'),
      variable: z.string().min(1),
      maximumLine: money.optional(),
      whenMissing,
      ...sourced,
    }),
  ])
  .refine(
    (rule) => rule.kind !== 'income-multiple' || (rule.maximumIncome ?? Infinity) >= rule.minimumIncome,
    { message: 'the maximum income is below the minimum', path: ['maximumIncome'] },
  );
export type CreditLineRule = z.infer<typeof CreditLineRule>;
