import { analysisFold, analysisFolds } from './analysis-fold.ts';

/** Approves every PD up to this one; −1 approves nobody. */
export type CutOff = number;

/**
 * For each fold the cut-off at which the profit of the applicants of all other folds is largest; of several the
 * strictest. Applicants of the same PD are approved together.
 *
 * @param order places of the applicants from the lowest PD to the highest
 */
export function cutOffsByOtherFolds(
  row: Uint32Array,
  pd: Float64Array,
  profit: Float64Array,
  order: Uint32Array,
): CutOff[] {
  const sums = new Float64Array(analysisFolds.length);
  const best = analysisFolds.map(() => ({ profit: 0, cutOff: -1 }));
  for (let at = 0; at < order.length; at++) {
    const place = order[at]!;
    const own = analysisFold(row[place]!);
    for (const fold of analysisFolds) if (fold !== own) sums[fold]! += profit[place]!;
    const isLastOfPd = at + 1 === order.length || pd[order[at + 1]!]! > pd[place]!;
    if (!isLastOfPd) continue;
    for (const fold of analysisFolds) {
      if (sums[fold]! > best[fold]!.profit) best[fold] = { profit: sums[fold]!, cutOff: pd[place]! };
    }
  }
  return best.map(({ cutOff }) => cutOff);
}
