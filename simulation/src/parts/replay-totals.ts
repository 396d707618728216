import type { LoanBook } from '../economics/loan-book.ts';
import { ExactSum } from '../exact/exact-sum.ts';
import { analysisFolds } from '../replay/analysis-fold.ts';
import { curveOfSteps } from '../replay/cut-off-curve.ts';
import { profitInterval } from '../replay/normal-interval.ts';
import { cutOffAfter, pdStepCount } from '../replay/pd-steps.ts';
import { emptySums, figuresOf, mergeSums, type ProfitSums, shareOf } from '../replay/profit-of.ts';
import type { PartedReport } from './parted-report.ts';
import { type ReplayPart, restored } from './replay-part.ts';

/** Adds up the parts of a replay: any order and any partition of the applicants give the same report. */
export class ReplayTotals {
  readonly #policy = emptySums();
  readonly #oracle = emptySums();
  /** By fifth of the applicants, then by step of PD. */
  readonly #steps = analysisFolds.map(() => emptySteps());
  #applicants = 0;
  #bads = 0;
  #seenInTraining = 0;

  add(part: ReplayPart): this {
    this.#applicants += part.applicants;
    this.#bads += part.bads;
    this.#seenInTraining += part.seenInTraining;
    mergeSums(this.#policy, restored(part.policy));
    mergeSums(this.#oracle, restored(part.oracle));
    for (const { fold, step, sums } of part.steps) mergeSums(this.#steps[fold]![step]!, restored(sums));
    return this;
  }

  report(terms: Pick<LoanBook, 'costs' | 'capital'>): PartedReport {
    const applicants = this.#applicants;
    const ofAll = mergedSteps(this.#steps);
    const all = total(ofAll);
    const best = this.#byOtherFolds();
    const described = <Id extends PartedReport['strategies'][number]['id']>(id: Id, of: ProfitSums) => {
      const sums = { ...of, applicants };
      return { id, ...figuresOf(sums, terms), interval: profitInterval(sums, terms.costs) };
    };
    const policy = described('model-policy', this.#policy);
    return {
      applicants,
      bads: this.#bads,
      seenInTraining: this.#seenInTraining,
      inSample: this.#seenInTraining > 0,
      strategies: [
        policy,
        described('model-best-cut-off', best.sums),
        described('approve-all', all),
        described('reject-all', emptySums()),
        described('random', shareOf(all, policy.approvalRate)),
        described('oracle', this.#oracle),
      ],
      bestCutOffs: best.cutOffs,
      curve: curveOfSteps(ofAll, applicants, terms),
    };
  }

  /** Each fifth approved below the cut-off that earned most on the four others. */
  #byOtherFolds(): { sums: ProfitSums; cutOffs: number[] } {
    const sums = emptySums();
    const cutOffs = analysisFolds.map((fold) => {
      const others = mergedSteps(this.#steps.filter((_, other) => other !== fold));
      const count = mostProfitableSteps(others);
      mergeSums(sums, total(this.#steps[fold]!.slice(0, count)));
      return cutOffAfter(count);
    });
    return { sums, cutOffs };
  }
}

const emptySteps = () => Array.from({ length: pdStepCount }, emptySums);

function mergedSteps(folds: readonly (readonly ProfitSums[])[]): ProfitSums[] {
  const merged = emptySteps();
  for (const steps of folds) for (const [step, sums] of steps.entries()) mergeSums(merged[step]!, sums);
  return merged;
}

function total(steps: readonly ProfitSums[]): ProfitSums {
  return steps.reduce(mergeSums, emptySums());
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
