import { z } from 'zod';
import { assumption, share, yearlyRate } from './assumption.ts';
import { CreditLineRule } from './credit-line-rule.ts';

const months = z.int().min(0).max(600);
const cost = z.number().min(0).max(1e9);

/** What is assumed of the money: each figure with its unit and its source. */
export const Assumptions = z
  .strictObject({
    line: CreditLineRule,
    /** Share of the line that is drawn, on the first day. */
    utilisation: assumption('share of the line', share),
    apr: assumption('share a year', yearlyRate),
    /** Every payment is discounted at it. */
    costOfFunds: assumption('share a year', yearlyRate),
    term: assumption('months', z.int().min(1).max(600)),
    /** Equal instalments, or interest alone and what was drawn at the end. */
    repayment: z.strictObject({ value: z.enum(['annuity', 'revolving']), source: z.string().min(1) }),
    /** Share of what is owed at default that is never recovered. */
    lgd: assumption('share of what is owed', share),
    /** From default until the rest is recovered. */
    recoveryDelay: assumption('months', months),
    /** Payments that a bad makes before default. */
    paymentsBeforeDefault: assumption('months', months),
    /** Of an approved applicant who takes the credit. */
    acquisitionCost: assumption('each account', cost),
    /** In each month in which a payment is made. */
    servicingCost: assumption('each account and month', cost),
    /** Of looking at an application, whatever is decided. */
    applicationCost: assumption('each application', cost),
    /** Of the whole run, whatever is decided. */
    fixedCost: assumption('once', z.number().min(0).max(1e12)),
    /** Share of the approved who take the credit. */
    takeUp: assumption('share of the approved', share),
    /** Capital held against what was drawn. */
    capital: assumption(
      'share of what was drawn',
      share.refine((value) => value > 0, 'above 0'),
    ),
  })
  .refine(({ paymentsBeforeDefault, term }) => paymentsBeforeDefault.value < term.value, {
    message: 'a bad defaults before the last payment: it must be below the term',
    path: ['paymentsBeforeDefault', 'value'],
  });
export type Assumptions = z.infer<typeof Assumptions>;

/** Economics of a lender as data. */
export const Scenario = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/),
  title: z.string().min(1),
  description: z.string(),
  /** Id of the schema whose variables the line names. */
  schema: z.string().min(1),
  assumptions: Assumptions,
});
export type Scenario = z.infer<typeof Scenario>;
