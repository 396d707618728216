import { type Approved, approveUpTo, type LoanColumns } from './approval-order.ts';
import { aucOfOrder } from './auc-of-order.ts';
import type { NamedOrder, Way } from './ways-to-decide.ts';

/** Figures by name: of a way or an order `<id> <figure>`, of a difference `<id> less <id> <figure>`. */
type Figures = Record<string, number>;

const nothing: Approved = { loans: 0, bads: 0, amount: 0, profit: 0 };

/** One way to decide less another, by their ids. */
export type Pair = readonly [of: string, over: string];

/** @param ways the model's first */
export function figuresOfWays(ways: readonly Way[], pairs: readonly Pair[], weights: Float64Array): Figures {
  const byModel = ways[0]!.approve(weights, nothing);
  const figures: Figures = {};
  for (const [index, { id, approve }] of ways.entries()) {
    const approved = index === 0 ? byModel : approve(weights, byModel);
    figures[`${id} loans`] = approved.loans;
    figures[`${id} amount`] = approved.amount;
    for (const [name, value] of Object.entries(ratesOf(approved))) figures[`${id} ${name}`] = value;
  }
  for (const [of, over] of pairs) {
    for (const name of rateNames)
      figures[`${of} less ${over} ${name}`] = figures[`${of} ${name}`]! - figures[`${over} ${name}`]!;
  }
  return figures;
}

const rateNames = ['profit', 'profitOnAmount', 'badRate'] as const;

function ratesOf({ loans, bads, amount, profit }: Approved): Record<(typeof rateNames)[number], number> {
  return {
    profit,
    profitOnAmount: amount === 0 ? 0 : profit / amount,
    badRate: loans === 0 ? 0 : bads / loans,
  };
}

export function figuresOfOrders(
  ranked: readonly NamedOrder[],
  { bad }: LoanColumns,
  weights: Float64Array,
): Figures {
  const figures: Figures = {};
  for (const { id, order } of ranked) {
    figures[`${id} auc`] = aucOfOrder(order, bad, weights);
    figures[`model less ${id} auc`] = figures['model auc']! - figures[`${id} auc`]!;
  }
  return figures;
}

/** Profit of the first share of all loans in each order. */
export function figuresAtShares(
  shares: readonly number[],
  orders: readonly NamedOrder[],
  columns: LoanColumns,
  weights: Float64Array,
): Figures {
  const loanCount = weights.reduce((sum, weight) => sum + weight, 0);
  const figures: Figures = {};
  for (const share of shares) {
    for (const { id, order } of orders) {
      const { profit } = approveUpTo(order, columns, weights, { loans: share * loanCount });
      figures[`${id} at ${share}`] = profit;
      figures[`model less ${id} at ${share}`] = figures[`model at ${share}`]! - profit;
    }
  }
  return figures;
}
