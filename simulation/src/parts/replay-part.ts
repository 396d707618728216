import { z } from 'zod';
import type { LoanBook } from '../economics/loan-book.ts';
import { ExactSum } from '../exact/exact-sum.ts';
import { addToBins, emptyBins } from '../replay/cut-off-curve.ts';
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
});
type StoredSums = z.infer<typeof StoredSums>;

/** Applicants whose PD lies in one hundredth, from 0 on; the last are those of PD 1. */
const PdBin = z.strictObject({ applicants: count, bads: count, profit: Partials });

/**
 * What some applicants come to: exact sums, so that the parts of a replay give the same totals in whatever pieces and
 * order they are made.
 */
export const ReplayPart = z.strictObject({
  v: z.literal(1),
  applicants: count,
  bads: count,
  seenInTraining: count,
  policy: StoredSums,
  all: StoredSums,
  oracle: StoredSums,
  bins: z.array(PdBin),
});
export type ReplayPart = z.infer<typeof ReplayPart>;

export interface ReplayedRows {
  readonly bad: Uint8Array;
  readonly pd: Float64Array;
  /** 1 for who the policy approves. */
  readonly approved: Float64Array;
  readonly seenInTraining: number;
}

export function replayPart(book: LoanBook, { bad, pd, approved, seenInTraining }: ReplayedRows): ReplayPart {
  const places = everyPlace(bad.length);
  const sums = (approval: Float64Array) => stored(addProfit(emptySums(), book, bad, approval, places));
  return {
    v: 1,
    applicants: bad.length,
    bads: bad.reduce((total, one) => total + one, 0),
    seenInTraining,
    policy: sums(approved),
    all: sums(approveAll(bad.length).approval),
    oracle: sums(oracle(book.profit).approval),
    bins: pdBins(book, bad, pd),
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
  };
}

function pdBins(book: LoanBook, bad: Uint8Array, pd: Float64Array): ReplayPart['bins'] {
  const bins = emptyBins();
  addToBins(bins, book.profit, bad, pd);
  return bins.map(({ applicants, bads, profit }) => ({ applicants, bads, profit: [...profit.partials] }));
}
