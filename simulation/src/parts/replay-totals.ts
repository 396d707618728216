import type { LoanBook } from '../economics/loan-book.ts';
import { bookTerms } from '../economics/loan-book.ts';
import { type Alike, approvedOf, linesOf, mergedAlike, sumsOf } from '../replay/alike.ts';
import { analysisFolds } from '../replay/analysis-fold.ts';
import { curveOfSteps } from '../replay/cut-off-curve.ts';
import { profitInterval } from '../replay/normal-interval.ts';
import { pdStepCount } from '../replay/pd-steps.ts';
import { emptySums, figuresOf, type ProfitSums, shareOf } from '../replay/profit-of.ts';
import { stressGrid } from '../replay/stress-grid.ts';
import { swapSet } from '../replay/swap-set.ts';
import type { StressReport } from '../report/report-sections.ts';
import type { Assumptions } from '../scenario/scenario.ts';
import { bestOfOtherFolds, mergedSteps } from './best-of-other-folds.ts';
import { bitOf } from './part-ways.ts';
import type { PartedReport } from './parted-report.ts';
import { partedSegments, type SegmentVariable } from './parted-segments.ts';
import type { ReplayPart } from './replay-part.ts';
import { restoredAlike } from './stored-sums.ts';
import { emptyValue, mergeValue, restoredValue, type ValueSums } from './value-sums.ts';

type PartedId = PartedReport['strategies'][number]['id'];

/** Adds up the parts of a replay: any order and any partition of the applicants give the same report. */
export class ReplayTotals {
  #alike: readonly Alike[] = [];
  /** By fifth of the applicants, then by step of PD. */
  readonly #steps: Alike[][][] = analysisFolds.map(() => Array.from({ length: pdStepCount }, () => []));
  readonly #values = new Map<string, ValueSums>();
  readonly #unusable = { unlabelled: 0, missing: 0, negative: 0 };
  #applicants = 0;
  #bads = 0;
  #seenInTraining = 0;
  #againstSeenInTraining: number | null = null;

  /** Rows that cannot be replayed: where there are any, there is nothing to report. */
  get unusable(): ReplayPart['unusable'] {
    return this.#unusable;
  }

  /** How many different values the variable to segment by has. */
  get valueCount(): number {
    return this.#values.size;
  }

  add(part: ReplayPart): this {
    this.#applicants += part.applicants;
    this.#bads += part.bads;
    this.#seenInTraining += part.seenInTraining;
    if (part.againstSeenInTraining !== null) {
      this.#againstSeenInTraining = (this.#againstSeenInTraining ?? 0) + part.againstSeenInTraining;
    }
    for (const kind of ['unlabelled', 'missing', 'negative'] as const)
      this.#unusable[kind] += part.unusable[kind];
    this.#alike = mergedAlike(this.#alike, part.alike.map(restoredAlike));
    for (const { fold, step, alike } of part.steps) {
      const steps = this.#steps[fold]!;
      steps[step] = mergedAlike(steps[step]!, alike.map(restoredAlike));
    }
    for (const one of part.values) {
      const sums = this.#values.get(one.value) ?? emptyValue();
      mergeValue(sums, restoredValue(one));
      this.#values.set(one.value, sums);
    }
    return this;
  }

  /** @param segment the variable that the parts have values of, `null` where nobody asked */
  report(assumptions: Assumptions, segment: SegmentVariable | null): PartedReport {
    const applicants = this.#applicants;
    const terms = bookTerms(assumptions);
    const seenByAgainst = this.#againstSeenInTraining;
    const hasAgainst = seenByAgainst !== null;
    const best = bestOfOtherFolds(this.#steps);
    const stressed = {
      'model-policy': this.#approvedBy('model-policy'),
      'model-best-cut-off': best.approved,
      'approve-all': this.#alike,
    };
    return {
      applicants,
      bads: this.#bads,
      seenInTraining: this.#seenInTraining,
      againstSeenInTraining: seenByAgainst,
      inSample: this.#seenInTraining + (seenByAgainst ?? 0) > 0,
      strategies: this.#strategies(best.approved, terms, hasAgainst),
      bestCutOffs: best.cutOffs,
      curve: curveOfSteps(mergedSteps(this.#steps), applicants, terms),
      swapSets: hasAgainst
        ? [
            {
              first: 'model-policy',
              second: 'against-policy',
              ...swapSet(this.#alike, bitOf('model-policy'), bitOf('against-policy')),
            },
          ]
        : [],
      stress: applicants === 0 ? [] : stressOf(assumptions, stressed, applicants),
      segments: segment && partedSegments(segment, this.#values, hasAgainst),
    };
  }

  #approvedBy(way: Parameters<typeof bitOf>[0]): Alike[] {
    return approvedOf(this.#alike, bitOf(way));
  }

  #strategies(
    best: readonly Alike[],
    terms: Pick<LoanBook, 'costs' | 'capital'>,
    hasAgainst: boolean,
  ): PartedReport['strategies'] {
    const described = (id: PartedId, of: ProfitSums) => {
      const sums = { ...of, applicants: this.#applicants };
      return { id, ...figuresOf(sums, terms), interval: profitInterval(sums, terms.costs) };
    };
    const all = sumsOf(this.#alike);
    const decided = (way: Parameters<typeof bitOf>[0]) => described(way, sumsOf(this.#approvedBy(way)));
    const policy = decided('model-policy');
    return [
      policy,
      described('model-best-cut-off', sumsOf(best)),
      decided('model-expected-profit'),
      ...(hasAgainst ? [decided('against-policy'), decided('against-expected-profit')] : []),
      described('approve-all', all),
      described('reject-all', emptySums()),
      described('random', shareOf(all, policy.approvalRate)),
      decided('oracle'),
    ];
  }
}

function stressOf(
  assumptions: Assumptions,
  approved: Readonly<Record<'model-policy' | 'model-best-cut-off' | 'approve-all', readonly Alike[]>>,
  applicants: number,
): StressReport[] {
  return (['model-policy', 'model-best-cut-off', 'approve-all'] as const).map((strategy) => {
    const { cells, breakEven } = stressGrid(assumptions, linesOf(approved[strategy], applicants));
    return { strategy, cells: [...cells], breakEven: [...breakEven] };
  });
}
