import { analysisFold, analysisFolds } from './analysis-fold.ts';

/** Approves every PD up to this one; −1 approves nobody. */
export type CutOff = number;

/** The cut-off at which the profit of these applicants is largest; of several the strictest. */
export function bestCutOff(pd: Float64Array, profit: Float64Array, places: ArrayLike<number>): CutOff {
  const order = Uint32Array.from(places).sort((a, b) => pd[a]! - pd[b]! || a - b);
  let sum = 0;
  let best = { profit: 0, cutOff: -1 };
  for (let at = 0; at < order.length; at++) {
    const place = order[at]!;
    sum += profit[place]!;
    // Applicants of the same PD are approved together.
    const isLastOfPd = at + 1 === order.length || pd[order[at + 1]!]! > pd[place]!;
    if (isLastOfPd && sum > best.profit) best = { profit: sum, cutOff: pd[place]! };
  }
  return best.cutOff;
}

export interface CrossFoldApproval {
  readonly approval: Float64Array;
  /** The cut-off applied to each fold, chosen on the others. */
  readonly cutOffs: readonly CutOff[];
}

/** Approves each fold up to the cut-off that earned most on all other folds. */
export function approveByOtherFolds(
  row: Uint32Array,
  pd: Float64Array,
  profit: Float64Array,
): CrossFoldApproval {
  const folds = row.map(analysisFold);
  const cutOffs = analysisFolds.map((fold) => {
    const others = [...folds.keys()].filter((place) => folds[place] !== fold);
    return bestCutOff(pd, profit, others);
  });
  return { approval: pd.map((value, place) => (value <= cutOffs[folds[place]!]! ? 1 : 0)), cutOffs };
}
