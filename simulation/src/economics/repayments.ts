import type { Assumptions } from '../scenario/scenario.ts';

/** Payments of one unit of money drawn on the first day. */
export interface Repayments {
  /** What is paid at the end of each month, first to last. */
  readonly payments: readonly number[];
  /** What is owed after each number of payments, from none to all. */
  readonly owed: readonly number[];
}

export type RepaymentTerms = Pick<Assumptions, 'apr' | 'term' | 'repayment'>;

/**
 * Payments that keep to the contract. Annuity: equal instalments i·(1+i)ⁿ/((1+i)ⁿ−1), i a twelfth of the yearly rate;
 * revolving: interest each month and what was drawn with the last payment.
 */
export function repayments({ apr, term, repayment }: RepaymentTerms): Repayments {
  const months = term.value;
  const interest = apr.value / 12;
  const instalment = interest === 0 ? 1 / months : interest / -Math.expm1(-months * Math.log1p(interest));
  const payments: number[] = [];
  const owed = [1];
  for (let month = 1; month <= months; month++) {
    const isLast = month === months;
    const before = owed[month - 1]!;
    const paid = repayment.value === 'annuity' ? instalment : interest + (isLast ? 1 : 0);
    payments.push(paid);
    owed.push(isLast ? 0 : before * (1 + interest) - paid);
  }
  return { payments, owed };
}
