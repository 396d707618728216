/** A way to decide, and what it decides of each applicant. */
export interface Strategy {
  readonly id: StrategyId;
  readonly title: string;
  /** Probability that each applicant is approved: 0 or 1 but where chance decides. */
  readonly approval: Float64Array;
}

export const strategyIds = [
  'model-policy',
  'model-best-cut-off',
  'model-expected-profit',
  'against-policy',
  'against-best-cut-off',
  'against-expected-profit',
  'approve-all',
  'reject-all',
  'random',
  'oracle',
] as const;
export type StrategyId = (typeof strategyIds)[number];

export function approveAll(count: number): Strategy {
  return { id: 'approve-all', title: 'approve all', approval: new Float64Array(count).fill(1) };
}

export function rejectAll(count: number): Strategy {
  return { id: 'reject-all', title: 'reject all', approval: new Float64Array(count) };
}

/** Approves if and only if the realised profit is above zero: what no model can beat. */
export function oracle(profit: Float64Array): Strategy {
  return {
    id: 'oracle',
    title: 'oracle: knows every outcome',
    approval: profit.map((value) => (value > 0 ? 1 : 0)),
  };
}
