import { breakEvenPd, expectedProfit, type LoanBook } from '../economics/loan-book.ts';
import { eachSlice, type SlicedBook } from '../economics/sliced-book.ts';
import { analysisFold } from '../replay/analysis-fold.ts';
import { type CutOff, cutOffsByOtherFolds } from '../replay/best-cut-off.ts';
import type { StrategyId } from '../replay/strategy.ts';
import type { Replay, ScoredModel } from './replay.ts';

/** A way to decide of each applicant for sure. */
export interface Decider {
  readonly id: StrategyId;
  readonly title: string;
  /** @param at where the applicant stands in these rows of the book */
  approves(place: number, rows: LoanBook, at: number): boolean;
}

export interface Deciders {
  readonly all: readonly Decider[];
  readonly bestCutOffs: readonly { readonly model: 'model' | 'against'; readonly upTo: readonly CutOff[] }[];
}

/** What is sorted once and used for every book, and room for one number an applicant. */
export interface Workroom {
  /** Places from the lowest PD to the highest, of the model and of the one it is held against. */
  readonly order: { readonly model: Uint32Array; readonly against: Uint32Array | null };
  readonly numbers: Float64Array;
}

/** The models' ways to decide, then the oracle's: who knows every outcome and approves a profit above zero. */
export function decidersOf(replay: Replay, book: SlicedBook, room: Workroom): Deciders {
  for (const { from, rows } of eachSlice(book)) room.numbers.set(rows.profit, from);
  const ofModel = modelDeciders(replay, book, room, 'model', replay.model);
  const ofAgainst = replay.against && modelDeciders(replay, book, room, 'against', replay.against);
  const oracle: Decider = {
    id: 'oracle',
    title: 'oracle: knows every outcome',
    approves: (_place, rows, at) => rows.profit[at]! > 0,
  };
  return {
    all: [...ofModel.deciders, ...(ofAgainst?.deciders ?? []), oracle],
    bestCutOffs: [
      { model: 'model', upTo: ofModel.cutOffs },
      ...(ofAgainst ? [{ model: 'against' as const, upTo: ofAgainst.cutOffs }] : []),
    ],
  };
}

function modelDeciders(
  { row }: Replay,
  book: SlicedBook,
  { order, numbers }: Workroom,
  id: 'model' | 'against',
  { pd, decision }: ScoredModel,
): { deciders: Decider[]; cutOffs: readonly CutOff[] } {
  const title = id === 'model' ? 'model' : 'second model';
  const cutOffs = cutOffsByOtherFolds(row, pd, numbers, order[id]!);
  const deciders: Decider[] = [
    {
      id: `${id}-policy`,
      title: `${title}, cut-off of the policy`,
      approves: (place) => decision[place] === 0,
    },
    {
      id: `${id}-best-cut-off`,
      title: `${title}, best cut-off of other folds`,
      approves: (place) => pd[place]! <= cutOffs[analysisFold(row[place]!)]!,
    },
  ];
  if (book.isExpected) {
    deciders.push({
      id: `${id}-expected-profit`,
      title: `${title}, expected profit above zero`,
      approves: (place, { expected }, at) => expectedProfit(expected!, at, pd[place]!) >= 0,
    });
  }
  return { deciders, cutOffs };
}

/** Least, median and most of the applicants' break-even PDs; `null` where nothing is assumed. */
export function breakEvenPds(
  book: SlicedBook,
  { numbers }: Workroom,
): { minimum: number; median: number; maximum: number } | null {
  if (!book.isExpected) return null;
  for (const { from, rows } of eachSlice(book)) {
    const { good, bad } = rows.expected!;
    for (let at = 0; at < good.length; at++) numbers[from + at] = breakEvenPd(good[at]!, bad[at]!);
  }
  numbers.sort();
  return {
    minimum: numbers[0]!,
    median: numbers[Math.floor((numbers.length - 1) / 2)]!,
    maximum: numbers[numbers.length - 1]!,
  };
}
