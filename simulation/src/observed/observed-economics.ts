import { z } from 'zod';
import { ObservedError } from './observed-error.ts';

const ColumnName = z.string().min(1);

/** Which columns of a file are the cash flows that really happened, and whom the lender preferred, as data. */
export const ObservedEconomics = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/),
    title: z.string().min(1),
    description: z.string(),
    /** Id of the application schema whose label says which loans went bad. */
    schema: z.string().min(1),
    currency: z.string().regex(/^[A-Z]{3}$/, 'a currency of three capital letters'),
    /** What was lent. */
    amount: ColumnName,
    /** Profit of a loan = all that was received − all that was paid, undiscounted. */
    cashFlows: z
      .array(
        z.strictObject({
          name: z.string().min(1),
          column: ColumnName,
          direction: z.enum(['received', 'paid']),
        }),
      )
      .min(1),
    /** Columns that are summed as well and that the profit holds already. */
    included: z.array(z.strictObject({ name: z.string().min(1), column: ColumnName })).default([]),
    /** Columns that the totals are given by. */
    groups: z.array(z.strictObject({ name: z.string().min(1), column: ColumnName })).default([]),
    /** What the lender ranked applicants by: the smallest value, as a number or a text, is the safest. */
    lenderOrders: z
      .array(
        z.strictObject({ name: z.string().min(1), column: ColumnName, values: z.enum(['number', 'text']) }),
      )
      .min(1),
    /** What has to be known to read the figures right; shown wherever they are. */
    notes: z.array(z.string().min(1)).default([]),
  })
  .refine(({ cashFlows }) => new Set(cashFlows.map(({ column }) => column)).size === cashFlows.length, {
    message: 'a column is one cash flow only',
    path: ['cashFlows'],
  });
export type ObservedEconomics = z.infer<typeof ObservedEconomics>;

/**
 * Reads a description of observed cash flows. @param name how the file is called in a failure
 * @throws ObservedError `not-json`, or `invalid-economics` naming all that is wrong
 */
export function parseObservedEconomics(text: string, name: string): ObservedEconomics {
  const parsed = ObservedEconomics.safeParse(json(text, name));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'the file'}: ${message}`,
  );
  throw new ObservedError(
    'invalid-economics',
    `The economics ${name} cannot be used. ${problems.join('; ')}.`,
  );
}

function json(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ObservedError('not-json', `The economics ${name} are not JSON: correct the file.`);
  }
}
