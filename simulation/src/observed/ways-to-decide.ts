import {
  type ApprovalOrder,
  type Approved,
  approveThese,
  approveUpTo,
  type LoanColumns,
} from './approval-order.ts';

/** One way to decide: what it approves of loans that count as often as the weights say. */
export interface Way {
  readonly id: string;
  readonly title: string;
  readonly approve: (weights: Float64Array, byModel: Approved) => Approved;
}

export interface NamedOrder {
  readonly id: string;
  readonly title: string;
  readonly order: ApprovalOrder;
}

/**
 * Ways to set beside a model: each order with as many loans and with as much lent as the model approves, all, none,
 * and exactly the loans that earned.
 */
export function waysBesideModel(orders: readonly NamedOrder[], columns: LoanColumns): Way[] {
  const everybody = new Uint8Array(columns.profit.length).fill(1);
  const earned = columns.profit.map((profit) => (profit > 0 ? 1 : 0));
  return [
    ...orders.flatMap(({ id, title, order }): Way[] => [
      {
        id: `${id}-same-number`,
        title: `${title}, as many loans`,
        approve: (weights, { loans }) => approveUpTo(order, columns, weights, { loans }),
      },
      {
        id: `${id}-same-amount`,
        title: `${title}, as much lent`,
        approve: (weights, { amount }) => approveUpTo(order, columns, weights, { amount }),
      },
    ]),
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
