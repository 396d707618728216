import type { BootstrapOptions } from '../replay/bootstrap.ts';
import { approveThese, type LoanColumns, orderBy, orderByChance, orderWithin } from './approval-order.ts';
import { figuresAtShares, figuresOfOrders, figuresOfWays, type Pair } from './compared-figures.ts';
import { approximately } from './money.ts';
import type { ObservedEconomics } from './observed-economics.ts';
import type { ObservedComparison } from './observed-report.ts';
import type { RealisedLoans } from './realised-loans.ts';
import { resampledEstimates } from './resampled-estimates.ts';
import { type NamedOrder, type Way, waysBesideModel } from './ways-to-decide.ts';

/** What a model and a policy said of loans, one entry a loan. */
export interface ScoredLoans {
  readonly model: string;
  readonly policy: string;
  readonly seenInTraining: number;
  readonly pd: Float64Array;
  /** 1 where the policy approves. */
  readonly approval: Uint8Array;
}

const shares = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/**
 * What the policy would have earned, beside the lender's own orders and chance at the same number of loans and at
 * the same amount, approving all, none, and what earned. The same input and seed give the same figures.
 */
export function compareWithLender(
  economics: ObservedEconomics,
  loans: RealisedLoans,
  { pd, approval, ...scored }: ScoredLoans,
  options: BootstrapOptions,
  onReplicate?: (done: number) => void,
): ObservedComparison {
  const columns: LoanColumns = {
    amount: Float64Array.from(loans.amount, approximately),
    profit: Float64Array.from(loans.profit, approximately),
    bad: Uint8Array.from(loans.bad),
  };
  const byModel: NamedOrder = { id: 'model', title: 'model', order: orderBy(pd) };
  const byLender = economics.lenderOrders.map(
    ({ name }, index): NamedOrder => ({
      id: `lender-${index + 1}`,
      title: name,
      order: orderBy(loans.lenderOrders[index]!),
    }),
  );
  const byChance: NamedOrder = { id: 'chance', title: 'chance', order: orderByChance(pd.length) };
  const model: Way = {
    id: 'model',
    title: 'model, policy',
    approve: (weights) => approveThese(approval, columns, weights),
  };
  const inside: NamedOrder = {
    id: 'inside',
    title: `model within each ${economics.lenderOrders[0]!.name}`,
    order: orderWithin(loans.lenderOrders[0]!, pd),
  };
  const ways = [model, ...waysBesideModel([...byLender, inside, byChance], columns)];
  const pairs: Pair[] = [
    ...ways.slice(1).map(({ id }): Pair => ['model', id]),
    ['inside-same-number', 'chance-same-number'],
    ['inside-same-amount', 'chance-same-amount'],
  ];
  const titles = new Map(ways.map(({ id, title }) => [id, title]));
  const ranked = [byModel, ...byLender];

  const estimate = resampledEstimates(
    pd.length,
    options,
    (weights) => ({
      ...figuresOfWays(ways, pairs, weights),
      ...figuresOfOrders(ranked, columns, weights),
      ...figuresAtShares(shares, [byModel, byLender[0]!, byChance], columns, weights),
    }),
    onReplicate,
  );
  const figures = (name: string) => ({
    profit: estimate(`${name} profit`),
    profitOnAmount: estimate(`${name} profitOnAmount`),
    badRate: estimate(`${name} badRate`),
  });
  return {
    ...scored,
    auc: ranked.map(({ id, title }) => ({
      order: title,
      auc: estimate(`${id} auc`),
      modelLess: estimate(`model less ${id} auc`),
    })),
    strategies: ways.map(({ id, title }) => {
      const size = { loans: estimate(`${id} loans`).value, amount: estimate(`${id} amount`).value };
      return { id, title, ...size, ...figures(id) };
    }),
    differences: pairs.map(([of, over]) => ({
      of,
      over,
      title: `${titles.get(of)} − ${titles.get(over)}`,
      ...figures(`${of} less ${over}`),
    })),
    shares: shares.map((share) => ({
      share,
      model: estimate(`model at ${share}`).value,
      lender: estimate(`lender-1 at ${share}`).value,
      chance: estimate(`chance at ${share}`).value,
      modelLessLender: estimate(`model less lender-1 at ${share}`),
      modelLessChance: estimate(`model less chance at ${share}`),
    })),
  };
}
