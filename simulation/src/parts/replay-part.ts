import { z } from 'zod';
import type { LoanBook } from '../economics/loan-book.ts';
import { ExactSum } from '../exact/exact-sum.ts';
import { analysisFold } from '../replay/analysis-fold.ts';
import { pdStepCount, pdStepOf } from '../replay/pd-steps.ts';
import { addProfit, emptySums, everyPlace, type ProfitSums } from '../replay/profit-of.ts';
import { approveAll, oracle } from '../replay/strategy.ts';

const Partials = z.array(z.number());
const count = z.int().min(0);

const StoredSums = z.strictObject({
  applicants: count,
  approved: Partials,
  approvedBads: Partials,
  drawn: Partials,
  gains: Partials,
  losses: Partials,
  undiscounted: Partials,
  squares: Partials,
});
type StoredSums = z.infer<typeof StoredSums>;

/** Applicants of one fifth whose PD lies in one step, if approved; steps without any are left out. */
const PdStep = z.strictObject({
  fold: z.int().min(0).max(4),
  step: z
    .int()
    .min(0)
    .max(pdStepCount - 1),
  sums: StoredSums,
});

/**
 * What some applicants come to: exact sums, so that the parts of a replay give the same totals in whatever pieces and
 * order they are made.
 */
export const ReplayPart = z.strictObject({
  v: z.literal(2),
  applicants: count,
  bads: count,
  seenInTraining: count,
  policy: StoredSums,
  oracle: StoredSums,
  steps: z.array(PdStep),
});
export type ReplayPart = z.infer<typeof ReplayPart>;

export interface ReplayedRows {
  /** Row number in the file, from 1. */
  readonly row: Uint32Array;
  readonly bad: Uint8Array;
  readonly pd: Float64Array;
  /** 1 for who the policy approves. */
  readonly approved: Float64Array;
  readonly seenInTraining: number;
}

export function replayPart(book: LoanBook, rows: ReplayedRows): ReplayPart {
  const { bad, approved, seenInTraining } = rows;
  const places = everyPlace(bad.length);
  const sums = (approval: Float64Array) => stored(addProfit(emptySums(), book, bad, approval, places));
  return {
    v: 2,
    applicants: bad.length,
    bads: bad.reduce((total, one) => total + one, 0),
    seenInTraining,
    policy: sums(approved),
    oracle: sums(oracle(book.profit).approval),
    steps: pdSteps(book, rows),
  };
}

/** The exact sums that were stored. */
export function restored({ applicants, ...partials }: StoredSums): ProfitSums {
  return {
    applicants,
    approved: ExactSum.of(partials.approved),
    approvedBads: ExactSum.of(partials.approvedBads),
    drawn: ExactSum.of(partials.drawn),
    gains: ExactSum.of(partials.gains),
    losses: ExactSum.of(partials.losses),
    undiscounted: ExactSum.of(partials.undiscounted),
    squares: ExactSum.of(partials.squares),
  };
}

function stored({ applicants, ...sums }: ProfitSums): StoredSums {
  return {
    applicants,
    approved: [...sums.approved.partials],
    approvedBads: [...sums.approvedBads.partials],
    drawn: [...sums.drawn.partials],
    gains: [...sums.gains.partials],
    losses: [...sums.losses.partials],
    undiscounted: [...sums.undiscounted.partials],
    squares: [...sums.squares.partials],
  };
}

function pdSteps(book: LoanBook, { row, bad, pd }: ReplayedRows): ReplayPart['steps'] {
  const places = new Map<number, number[]>();
  for (const [place, value] of pd.entries()) {
    const key = analysisFold(row[place]!) * pdStepCount + pdStepOf(value);
    const some = places.get(key);
    if (some) some.push(place);
    else places.set(key, [place]);
  }
  const { approval } = approveAll(bad.length);
  return [...places].map(([key, some]) => ({
    fold: Math.floor(key / pdStepCount),
    step: key % pdStepCount,
    sums: stored(addProfit(emptySums(), book, bad, approval, some)),
  }));
}
