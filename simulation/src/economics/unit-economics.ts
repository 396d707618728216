import { exactTotal } from '../exact/exact-sum.ts';
import type { Assumptions } from '../scenario/scenario.ts';
import { repayments } from './repayments.ts';

/** What becomes of one unit of money that is drawn, and what its account costs. */
export interface AccountOutcome {
  /** All that comes back, payments and recovery, for each unit drawn. */
  readonly received: number;
  /** The same, each payment discounted at the cost of funds to the day of the draw. */
  readonly presentValue: number;
  /** Acquisition and servicing, for each account. */
  readonly cost: number;
}

export interface UnitEconomics {
  readonly good: AccountOutcome;
  readonly bad: AccountOutcome;
}

/**
 * Monthly cash flows of a good, who pays to the end, and of a bad, who defaults after `paymentsBeforeDefault` payments
 * and of whose debt 1 − LGD comes back `recoveryDelay` months later. Costs count at face value: discounted, they would
 * let dearer funds flatter a loan.
 */
export function unitEconomics(
  assumptions: Omit<
    Assumptions,
    'line' | 'utilisation' | 'takeUp' | 'applicationCost' | 'fixedCost' | 'capital'
  >,
): UnitEconomics {
  const { costOfFunds, lgd, recoveryDelay, paymentsBeforeDefault, acquisitionCost, servicingCost } =
    assumptions;
  const { payments, owed } = repayments(assumptions);
  const discount = (amount: number, month: number) => amount / (1 + costOfFunds.value / 12) ** month;
  const outcome = (paid: readonly number[], recovered: number, recoveredAt: number): AccountOutcome => ({
    received: exactTotal([...paid, recovered]),
    presentValue: exactTotal([
      ...paid.map((amount, index) => discount(amount, index + 1)),
      discount(recovered, recoveredAt),
    ]),
    cost: acquisitionCost.value + servicingCost.value * paid.length,
  });
  const before = paymentsBeforeDefault.value;
  return {
    good: outcome(payments, 0, 0),
    bad: outcome(payments.slice(0, before), (1 - lgd.value) * owed[before]!, before + recoveryDelay.value),
  };
}
