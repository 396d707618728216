import { auc } from '@bora/metrics';
import {
  type ApprovalOrder,
  type Approved,
  approveThese,
  approveUpTo,
  type LoanColumns,
  orderBy,
  orderByChance,
} from './approval-order.ts';
import { approximately } from './money.ts';
import type { ObservedEconomics } from './observed-economics.ts';
import type { ObservedComparison } from './observed-report.ts';
import type { RealisedLoans } from './realised-loans.ts';
import { type ResamplingOptions, resampledEstimates } from './resampled-estimates.ts';

/** What a model and a policy said of loans, one entry a loan. */
export interface ScoredLoans {
  readonly model: string;
  readonly policy: string;
  readonly seenInTraining: number;
  readonly pd: Float64Array;
  /** 1 where the policy approves. */
  readonly approval: Uint8Array;
}

/** One way to decide: what it approves of loans that count as often as the weights say. */
interface Way {
  readonly id: string;
  readonly title: string;
  readonly approve: (weights: Float64Array, byModel: Approved) => Approved;
}

const shares = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/**
 * What the policy would have earned, beside the lender's own orders and chance at the same number of loans and at
 * the same amount, approving all, none, and what earned. The same input and seed give the same figures.
 *
 * @throws MetricInputError where the loans are all good or all bad
 */
export function compareWithLender(
  economics: ObservedEconomics,
  loans: RealisedLoans,
  scored: ScoredLoans,
  options: ResamplingOptions,
  onReplicate?: (done: number) => void,
): ObservedComparison {
  const columns: LoanColumns = {
    amount: Float64Array.from(loans.amount, approximately),
    profit: Float64Array.from(loans.profit, approximately),
    bad: Uint8Array.from(loans.bad),
  };
  const lenders = economics.lenderOrders.map(({ name }, index) => ({
    name,
    order: orderBy(loans.lenderOrders[index]!),
  }));
  const byPd = orderBy(scored.pd);
  const byChance = orderByChance(scored.pd.length);
  const ways = waysToDecide(columns, scored, lenders, byChance);
  const orders = [byPd, lenders[0]?.order ?? byChance, byChance];

  const estimates = resampledEstimates(
    scored.pd.length,
    options,
    (weights) => {
      const byModel = approveThese(scored.approval, columns, weights);
      const approved = ways.map(({ approve }) => approve(weights, byModel));
      const loanCount = weights.reduce((sum, weight) => sum + weight, 0);
      const atShares = shares.flatMap((share) => {
        const limit = { loans: share * loanCount };
        const [model, lender, chance] = orders.map(
          (order) => approveUpTo(order, columns, weights, limit).profit,
        );
        return [model!, lender!, chance!, model! - lender!, model! - chance!];
      });
      return [
        ...approved.flatMap(({ loans: count, amount }) => [count, amount]),
        ...approved.flatMap(figuresOf),
        ...approved.slice(1).flatMap((other) => lessFigures(approved[0]!, other)),
        ...atShares,
      ];
    },
    onReplicate,
  );
  const next = () => estimates.shift()!;
  const nextFigures = () => ({ profit: next(), profitOnAmount: next(), badRate: next() });
  const sizes = ways.map(() => ({ loans: next().value, amount: next().value }));

  return {
    model: scored.model,
    policy: scored.policy,
    seenInTraining: scored.seenInTraining,
    auc: [{ name: 'model', order: byPd }, ...lenders].map(({ name, order }) => ({
      order: name,
      auc: auc(columns.bad, ranks(order)),
    })),
    strategies: ways.map(({ id, title }, index) => ({ id, title, ...sizes[index]!, ...nextFigures() })),
    differences: ways.slice(1).map(({ id, title }) => ({ over: id, title, ...nextFigures() })),
    shares: shares.map((share) => ({
      share,
      model: next().value,
      lender: next().value,
      chance: next().value,
      modelLessLender: next(),
      modelLessChance: next(),
    })),
  };
}

function waysToDecide(
  columns: LoanColumns,
  { approval, pd }: ScoredLoans,
  lenders: readonly { name: string; order: ApprovalOrder }[],
  byChance: ApprovalOrder,
): Way[] {
  const earned = columns.profit.map((profit) => (profit > 0 ? 1 : 0));
  const everybody = new Uint8Array(pd.length).fill(1);
  const atSameSize = [...lenders, { name: 'chance', order: byChance }].flatMap(
    ({ name, order }, index): Way[] => {
      const id = index < lenders.length ? `lender-${index + 1}` : 'chance';
      return [
        {
          id: `${id}-same-number`,
          title: `${name}, as many loans`,
          approve: (weights, { loans }) => approveUpTo(order, columns, weights, { loans }),
        },
        {
          id: `${id}-same-amount`,
          title: `${name}, as much lent`,
          approve: (weights, { amount }) => approveUpTo(order, columns, weights, { amount }),
        },
      ];
    },
  );
  return [
    { id: 'model', title: 'model, policy', approve: (weights) => approveThese(approval, columns, weights) },
    ...atSameSize,
    {
      id: 'approve-all',
      title: 'approve all',
      approve: (weights) => approveThese(everybody, columns, weights),
    },
    { id: 'reject-all', title: 'reject all', approve: () => ({ loans: 0, bads: 0, amount: 0, profit: 0 }) },
    {
      id: 'oracle',
      title: 'oracle: knows every outcome',
      approve: (weights) => approveThese(earned, columns, weights),
    },
  ];
}

function figuresOf({ loans, bads, amount, profit }: Approved): [number, number, number] {
  return [profit, amount === 0 ? 0 : profit / amount, loans === 0 ? 0 : bads / loans];
}

function lessFigures(one: Approved, other: Approved): number[] {
  const figures = figuresOf(other);
  return figuresOf(one).map((figure, index) => figure - figures[index]!);
}

/** Number of the group of each loan, higher = later. */
function ranks({ places, groupEnds }: ApprovalOrder): Float64Array {
  const found = new Float64Array(places.length);
  let at = 0;
  for (const [group, end] of groupEnds.entries()) for (; at < end; at++) found[places[at]!] = group;
  return found;
}
