import { breakEvenPd, expectedProfit, type LoanBook } from '../economics/loan-book.ts';
import { approveByOtherFolds, type CutOff } from '../replay/best-cut-off.ts';
import { approveAll, oracle, randomAtEqualApproval, rejectAll, type Strategy } from '../replay/strategy.ts';
import { approvedByPolicy, type Replay, type ScoredModel } from './replay.ts';

export interface Strategies {
  readonly all: readonly Strategy[];
  readonly bestCutOffs: readonly { readonly model: 'model' | 'against'; readonly upTo: readonly CutOff[] }[];
}

/** Everything that a replay compares: the models' ways to decide beside those that need no model. */
export function strategiesOf(replay: Replay, book: LoanBook): Strategies {
  const ofModel = modelStrategies(replay, book, 'model', replay.model);
  const ofAgainst = replay.against && modelStrategies(replay, book, 'against', replay.against);
  const byPolicy = ofModel.strategies[0]!;
  return {
    all: [
      ...ofModel.strategies,
      ...(ofAgainst?.strategies ?? []),
      approveAll(replay.bad.length),
      rejectAll(replay.bad.length),
      randomAtEqualApproval(byPolicy),
      oracle(book.profit),
    ],
    bestCutOffs: [
      { model: 'model' as const, upTo: ofModel.cutOffs },
      ...(ofAgainst ? [{ model: 'against' as const, upTo: ofAgainst.cutOffs }] : []),
    ],
  };
}

function modelStrategies(
  { row }: Replay,
  book: LoanBook,
  id: 'model' | 'against',
  model: ScoredModel,
): { strategies: Strategy[]; cutOffs: readonly CutOff[] } {
  const { pd } = model;
  const title = id === 'model' ? 'model' : 'second model';
  const { approval, cutOffs } = approveByOtherFolds(row, pd, book.profit);
  const strategies: Strategy[] = [
    { id: `${id}-policy`, title: `${title}, cut-off of the policy`, approval: approvedByPolicy(model) },
    { id: `${id}-best-cut-off`, title: `${title}, best cut-off of other folds`, approval },
  ];
  const { expected } = book;
  if (expected) {
    strategies.push({
      id: `${id}-expected-profit`,
      title: `${title}, expected profit above zero`,
      approval: pd.map((value, place) => (expectedProfit(expected, place, value) >= 0 ? 1 : 0)),
    });
  }
  return { strategies, cutOffs };
}

/** Least, median and most of the applicants' break-even PDs; `null` where nothing is assumed. */
export function breakEvenPds({ expected }: LoanBook): {
  minimum: number;
  median: number;
  maximum: number;
} | null {
  if (!expected) return null;
  const sorted = expected.good.map((good, place) => breakEvenPd(good, expected.bad[place]!)).sort();
  return {
    minimum: sorted[0]!,
    median: sorted[Math.floor((sorted.length - 1) / 2)]!,
    maximum: sorted[sorted.length - 1]!,
  };
}
