import { eachSlice, type SlicedBook } from '../economics/sliced-book.ts';
import { type Alike, alikeSums } from '../replay/alike.ts';
import type { BootstrapGroups } from '../replay/bootstrap.ts';
import { pdStepCount, pdStepOf } from '../replay/pd-steps.ts';
import { addApproved, emptySums, type ProfitSums } from '../replay/profit-of.ts';
import type { Replay } from './replay.ts';
import type { Decider } from './strategies.ts';

/** All that a report needs to know of a book; what it holds does not grow with the applicants. */
export interface CountedReplay {
  readonly alike: readonly Alike[];
  /** Of each step of PD, if approved. */
  readonly steps: readonly ProfitSums[];
  /** Profit of each group of the bootstrap: of each decider where it approves, then of approving all. */
  readonly earned: Float64Array;
}

/** Walks over all applicants once and sums exactly, groups of the bootstrap apart. */
export function countReplay(
  { bad, model, segmentation }: Replay,
  book: SlicedBook,
  deciders: readonly Decider[],
  groups: BootstrapGroups,
): CountedReplay {
  const sums = alikeSums();
  const steps = Array.from({ length: pdStepCount }, emptySums);
  const width = deciders.length + 1;
  const earned = new Float64Array(groups.count * width);
  for (const { from, rows } of eachSlice(book)) {
    const to = from + rows.profit.length;
    for (let place = from; place < to; place++) {
      const at = place - from;
      const profit = rows.profit[at]!;
      const first = groups.groupOf(place) * width;
      let approvedBy = 0;
      for (let bit = 0; bit < deciders.length; bit++) {
        if (!deciders[bit]!.approves(place, rows, at)) continue;
        approvedBy |= 1 << bit;
        earned[first + bit]! += profit;
      }
      earned[first + deciders.length]! += profit;
      const isBad = bad[place] === 1;
      const step = steps[pdStepOf(model.pd[place]!)]!;
      step.applicants += 1;
      addApproved(step, rows, at, isBad, 1);
      sums.add(rows, at, isBad, approvedBy, segmentation?.segmentOf[place] ?? 0);
    }
  }
  return { alike: sums.all(), steps, earned };
}
