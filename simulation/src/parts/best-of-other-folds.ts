import { ExactSum } from '../exact/exact-sum.ts';
import { type Alike, sumsOf } from '../replay/alike.ts';
import { analysisFolds } from '../replay/analysis-fold.ts';
import { cutOffAfter, pdStepCount } from '../replay/pd-steps.ts';
import type { ProfitSums } from '../replay/profit-of.ts';

/** Applicants by fifth, then by step of PD. */
export type SteppedFolds = readonly (readonly (readonly Alike[])[])[];

/** Each fifth approved below the cut-off that earned most on the four others. */
export function bestOfOtherFolds(folds: SteppedFolds): { approved: Alike[]; cutOffs: number[] } {
  const approved: Alike[] = [];
  const cutOffs = analysisFolds.map((fold) => {
    const others = mergedSteps(folds.filter((_, other) => other !== fold));
    const count = mostProfitableSteps(others);
    approved.push(...folds[fold]!.slice(0, count).flat());
    return cutOffAfter(count);
  });
  return { approved, cutOffs };
}

/** What all applicants of each step come to, if approved. */
export function mergedSteps(folds: SteppedFolds): ProfitSums[] {
  return Array.from({ length: pdStepCount }, (_, step) => sumsOf(folds.flatMap((steps) => steps[step]!)));
}

/** How many steps from the safest on earn most together; of several counts the smallest. */
function mostProfitableSteps(steps: readonly ProfitSums[]): number {
  const profit = new ExactSum();
  let best = { profit: 0, count: 0 };
  for (const [step, { gains, losses }] of steps.entries()) {
    profit.merge(gains).merge(losses);
    if (profit.value > best.profit) best = { profit: profit.value, count: step + 1 };
  }
  return best.count;
}
