import { percentileInterval } from '@bora/metrics';
import type { SlicedBook } from '../economics/sliced-book.ts';
import { type Alike, approvedOf, countOf, linesOf, sumsOf } from '../replay/alike.ts';
import { type BootstrapGroups, type BootstrapOptions, bootstrapMeans } from '../replay/bootstrap.ts';
import { curveOfSteps } from '../replay/cut-off-curve.ts';
import { emptySums, figuresOf, type ProfitSums, shareOf } from '../replay/profit-of.ts';
import type { StrategyId } from '../replay/strategy.ts';
import { stressGrid } from '../replay/stress-grid.ts';
import { swapSet } from '../replay/swap-set.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { ReplayedBook } from './build-report.ts';
import { countReplay } from './counted-replay.ts';
import type { Replay } from './replay.ts';
import type { EconomicsReport } from './simulation-report.ts';
import { breakEvenPds, type Decider, decidersOf, type Workroom } from './strategies.ts';

const stressed: readonly StrategyId[] = ['model-policy', 'model-best-cut-off', 'approve-all'];
const inSegments: readonly StrategyId[] = [
  'model-policy',
  'model-best-cut-off',
  'against-policy',
  'approve-all',
  'oracle',
];
const compared: readonly (readonly [StrategyId, StrategyId])[] = [
  ['model-policy', 'approve-all'],
  ['model-best-cut-off', 'approve-all'],
  ['model-expected-profit', 'approve-all'],
  ['model-policy', 'random'],
  ['model-best-cut-off', 'model-policy'],
  ['model-policy', 'against-policy'],
  ['model-best-cut-off', 'against-best-cut-off'],
  ['model-expected-profit', 'against-expected-profit'],
];
const swapped: readonly (readonly [StrategyId, StrategyId])[] = [
  ['model-policy', 'against-policy'],
  ['model-best-cut-off', 'against-best-cut-off'],
];

interface CountedStrategy {
  readonly id: StrategyId;
  readonly title: string;
  readonly sums: ProfitSums;
  /** Of the bootstrap: the series of `CountedReplay.earned`, and which share of it is earned. */
  readonly series: number;
  readonly share: number;
}

/** What each way to decide would have earned with this book. @param scenario `null` where cash flows are observed */
export function economicsReport(
  replay: Replay,
  { book, scenario, title }: ReplayedBook,
  { room, groups }: { readonly room: Workroom; readonly groups: BootstrapGroups },
  options: BootstrapOptions,
): EconomicsReport {
  const breakEvenPd = breakEvenPds(book, room);
  const deciders = decidersOf(replay, book, room);
  const counted = countReplay(replay, book, deciders.all, groups);
  const { alike, steps } = counted;
  const all = strategiesOf(deciders.all, alike);
  const figures = all.map(({ sums }) => figuresOf({ ...sums, applicants: book.applicants }, book));
  const intervals = intervalsOf(
    book,
    all,
    bootstrapMeans(groups, counted.earned, deciders.all.length + 1, options),
  );
  const places = new Map(all.map(({ id }, place) => [id, place]));
  const bitOf = (wanted: StrategyId) => deciders.all.findIndex(({ id }) => id === wanted);
  const pairs = (wanted: typeof compared) => wanted.filter((pair) => pair.every((id) => places.has(id)));
  const profitOf = (id: StrategyId) => figures[places.get(id)!]!.profitPerApplicant;
  return {
    scenario,
    title,
    basis: book.basis,
    currency: book.currency,
    breakEvenPd,
    strategies: all.map(({ id, title: name }, place) => ({
      id,
      title: name,
      ...figures[place]!,
      interval: intervals.of(place),
    })),
    differences: pairs(compared).map(([of, over]) => ({
      of,
      over,
      profitPerApplicant: profitOf(of) - profitOf(over),
      interval: intervals.ofDifference(places.get(of)!, places.get(over)!),
    })),
    bestCutOffs: deciders.bestCutOffs.map(({ model, upTo }) => ({ model, upTo: [...upTo] })),
    curve: curveOfSteps(steps, book.applicants, book),
    swapSets: pairs(swapped).map(([first, second]) => ({
      first,
      second,
      ...swapSet(alike, bitOf(first), bitOf(second)),
    })),
    stress: scenario === null ? [] : stressReports(scenario, alike, bitOf, book.applicants),
    segments: segmentsReport(replay, alike, bitOf),
  };
}

/** The deciders and what needs no model, in the order of the report. */
function strategiesOf(deciders: readonly Decider[], alike: readonly Alike[]): CountedStrategy[] {
  const decided = deciders.map(({ id, title }, bit) => {
    return { id, title, sums: sumsOf(approvedOf(alike, bit)), series: bit, share: 1 };
  });
  const [byPolicy, oracle] = [decided[0]!, decided.at(-1)!];
  const everybody = sumsOf(alike);
  const share = byPolicy.sums.approved.value / everybody.applicants;
  const series = deciders.length;
  return [
    ...decided.slice(0, -1),
    { id: 'approve-all', title: 'approve all', sums: everybody, series, share: 1 },
    { id: 'reject-all', title: 'reject all', sums: emptySums(), series, share: 0 },
    {
      id: 'random',
      title: `random, as many as the ${byPolicy.title}`,
      sums: shareOf(everybody, share),
      series,
      share,
    },
    oracle,
  ];
}

/** Of profits for each applicant after fixed costs; those of a difference are of the same draws. */
function intervalsOf(
  { costs, applicants }: SlicedBook,
  all: readonly CountedStrategy[],
  means: readonly Float64Array[],
) {
  const fixed = costs.eachApplication + costs.once / applicants;
  const meansOf = ({ series, share }: CountedStrategy) => means[series]!.map((mean) => share * mean);
  return {
    of: (place: number) => percentileInterval(meansOf(all[place]!).map((mean) => mean - fixed)),
    ofDifference(first: number, second: number) {
      const others = meansOf(all[second]!);
      return percentileInterval(meansOf(all[first]!).map((mean, replicate) => mean - others[replicate]!));
    },
  };
}

type BitOf = (id: StrategyId) => number;

/** Those whom a strategy approves; approving all has no bit. */
function approvedBy(alike: readonly Alike[], id: StrategyId, bitOf: BitOf): readonly Alike[] {
  return id === 'approve-all' ? alike : approvedOf(alike, bitOf(id));
}

function stressReports(
  { assumptions }: Scenario,
  alike: readonly Alike[],
  bitOf: BitOf,
  applicants: number,
): EconomicsReport['stress'] {
  return stressed.map((id) => {
    const { cells, breakEven } = stressGrid(assumptions, linesOf(approvedBy(alike, id, bitOf), applicants));
    return { strategy: id, cells: [...cells], breakEven: [...breakEven] };
  });
}

function segmentsReport(
  { segmentation, against }: Replay,
  alike: readonly Alike[],
  bitOf: BitOf,
): EconomicsReport['segments'] {
  if (!segmentation) return null;
  const shown = inSegments.filter((id) => id !== 'against-policy' || against !== null);
  const noCosts = { costs: { once: 0, eachApplication: 0 }, capital: null };
  const segments = segmentation.segments.map((name, segment) => {
    const some = alike.filter((one) => one.segment === segment);
    const applicants = countOf(some);
    return {
      ...name,
      applicants,
      badRate: applicants === 0 ? null : countOf(some.filter(({ isBad }) => isBad)) / applicants,
      strategies: shown.map((id) => {
        const sums = { ...sumsOf(approvedBy(some, id, bitOf)), applicants };
        const { approvalRate, badRate, variableProfit } = figuresOf(sums, noCosts);
        return { id, approvalRate, badRate, variableProfit };
      }),
    };
  });
  return { variable: segmentation.variable, segments };
}
