import { percentileInterval } from '@bora/metrics';
import type { LoanBook } from '../economics/loan-book.ts';
import { type BootstrapOptions, bootstrapMeans } from '../replay/bootstrap.ts';
import { cutOffCurve } from '../replay/cut-off-curve.ts';
import { profitOf } from '../replay/profit-of.ts';
import type { Strategy, StrategyId } from '../replay/strategy.ts';
import { approvedLines, stressGrid } from '../replay/stress-grid.ts';
import { swapSet } from '../replay/swap-set.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Replay } from './replay.ts';
import type { EconomicsReport } from './simulation-report.ts';
import { breakEvenPds, strategiesOf } from './strategies.ts';

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

/** What each way to decide would have earned with this book. @param scenario `null` where cash flows are observed */
export function economicsReport(
  replay: Replay,
  book: LoanBook,
  scenario: Scenario | null,
  title: string,
  options: BootstrapOptions,
): EconomicsReport {
  const { bad } = replay;
  const { all, bestCutOffs } = strategiesOf(replay, book);
  const byId = new Map(all.map((strategy) => [strategy.id, strategy]));
  const pairs = <Pair extends readonly [StrategyId, StrategyId]>(wanted: readonly Pair[]) =>
    wanted.flatMap(([of, over]) => {
      const [first, second] = [byId.get(of), byId.get(over)];
      return first && second ? [{ first, second }] : [];
    });
  const figures = all.map((strategy) => profitOf(book, bad, strategy.approval));
  const differences = pairs(compared);
  const intervals = profitIntervals(book, all, differences, options);
  const perApplicant = (id: StrategyId) => figures[all.findIndex((one) => one.id === id)]!.profitPerApplicant;
  return {
    scenario,
    title,
    basis: book.basis,
    currency: book.currency,
    breakEvenPd: breakEvenPds(book),
    strategies: all.map(({ id, title: name }, index) => ({
      id,
      title: name,
      ...figures[index]!,
      interval: intervals[index]!,
    })),
    differences: differences.map(({ first, second }, index) => ({
      of: first.id,
      over: second.id,
      profitPerApplicant: perApplicant(first.id) - perApplicant(second.id),
      interval: intervals[all.length + index]!,
    })),
    bestCutOffs: bestCutOffs.map(({ model, upTo }) => ({ model, upTo: [...upTo] })),
    curve: cutOffCurve(book, bad, replay.model.pd),
    swapSets: pairs(swapped).map(({ first, second }) => ({
      first: first.id,
      second: second.id,
      ...swapSet(book, bad, first.approval, second.approval),
    })),
    stress: scenario === null ? [] : stressReports(replay, book, scenario, all),
    segments: segmentsReport(replay, book, all),
  };
}

/** Of every strategy, then of every difference: profits for each applicant after fixed costs. */
function profitIntervals(
  book: LoanBook,
  all: readonly Strategy[],
  differences: readonly { first: Strategy; second: Strategy }[],
  options: BootstrapOptions,
): { low: number; high: number }[] {
  const fixed = book.costs.eachApplication + book.costs.once / book.profit.length;
  const earned = all.map(
    ({ approval }) =>
      (place: number) =>
        approval[place]! * book.profit[place]!,
  );
  const means = bootstrapMeans(book.profit.length, earned, options);
  const meansOf = (strategy: Strategy) => means[all.indexOf(strategy)]!;
  return [
    ...all.map((strategy) => percentileInterval(meansOf(strategy).map((mean) => mean - fixed))),
    ...differences.map(({ first, second }) => {
      const others = meansOf(second);
      return percentileInterval(meansOf(first).map((mean, replicate) => mean - others[replicate]!));
    }),
  ];
}

function stressReports(
  { bad }: Replay,
  book: LoanBook,
  { assumptions }: Scenario,
  all: readonly Strategy[],
): EconomicsReport['stress'] {
  return all
    .filter(({ id }) => stressed.includes(id))
    .map(({ id, approval }) => {
      const { cells, breakEven } = stressGrid(assumptions, approvedLines(book.line, bad, approval));
      return { strategy: id, cells: [...cells], breakEven: [...breakEven] };
    });
}

function segmentsReport(
  { segmentation, bad }: Replay,
  book: LoanBook,
  all: readonly Strategy[],
): EconomicsReport['segments'] {
  if (!segmentation) return null;
  const shown = all.filter(({ id }) => inSegments.includes(id));
  const segments = segmentation.segments.map(({ name, places }) => ({
    name,
    applicants: places.length,
    badRate: places.length === 0 ? null : places.filter((place) => bad[place] === 1).length / places.length,
    strategies: shown.map(({ id, approval }) => {
      const { approvalRate, badRate, variableProfit } = profitOf(book, bad, approval, places);
      return { id, approvalRate, badRate, variableProfit };
    }),
  }));
  return { variable: segmentation.variable, segments };
}
