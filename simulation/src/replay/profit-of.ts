import type { LoanBook } from '../economics/loan-book.ts';
import { ExactSum } from '../exact/exact-sum.ts';

/** What a way to decide makes of applicants; money unrounded in the book's currency. */
export interface ProfitFigures {
  readonly applicants: number;
  readonly approved: number;
  /** 0..1. */
  readonly approvalRate: number;
  /** Among the approved, `null` where nobody is. */
  readonly badRate: number | null;
  readonly drawn: number;
  /** Of the approved, before fixed costs. */
  readonly variableProfit: number;
  /** After fixed costs: the profit, discounted at the cost of funds. */
  readonly profit: number;
  readonly profitPerApplicant: number;
  readonly undiscountedProfit: number;
  /** Sum of the profits above zero, and of those below it as a positive number. */
  readonly gains: number;
  readonly losses: number;
  /** Profit a year over the capital held, `null` where nothing is assumed or drawn. */
  readonly raroc: number | null;
}

/** Sums over the applicants at these places (all, where none are given), exact and rounded once. */
export function profitOf(
  book: LoanBook,
  bad: Uint8Array,
  approval: Float64Array,
  places: ArrayLike<number> = everyPlace(bad.length),
): ProfitFigures {
  const sums = addProfit(emptySums(), book, bad, approval, places);
  return figuresOf(sums, book);
}

/** Exact sums over some applicants; those of parts add up to those of all. */
export interface ProfitSums {
  applicants: number;
  readonly approved: ExactSum;
  readonly approvedBads: ExactSum;
  readonly drawn: ExactSum;
  readonly gains: ExactSum;
  readonly losses: ExactSum;
  readonly undiscounted: ExactSum;
  /** Of the squares of the profits: the spread of their mean follows from it. */
  readonly squares: ExactSum;
}

export function emptySums(): ProfitSums {
  return {
    applicants: 0,
    approved: new ExactSum(),
    approvedBads: new ExactSum(),
    drawn: new ExactSum(),
    gains: new ExactSum(),
    losses: new ExactSum(),
    undiscounted: new ExactSum(),
    squares: new ExactSum(),
  };
}

export function addProfit(
  sums: ProfitSums,
  book: LoanBook,
  bad: Uint8Array,
  approval: Float64Array,
  places: ArrayLike<number>,
): ProfitSums {
  sums.applicants += places.length;
  for (let at = 0; at < places.length; at++) {
    const place = places[at]!;
    const share = approval[place]!;
    if (share !== 0) addApproved(sums, book, place, bad[place] === 1, share);
  }
  return sums;
}

/** Adds what approving the applicant at a place of the book comes to, who is counted elsewhere. */
export function addApproved(
  sums: ProfitSums,
  book: LoanBook,
  place: number,
  isBad: boolean,
  share: number,
): void {
  const profit = share * book.profit[place]!;
  sums.approved.add(share);
  if (isBad) sums.approvedBads.add(share);
  sums.drawn.add(share * book.drawn[place]!);
  if (profit > 0) sums.gains.add(profit);
  else sums.losses.add(profit);
  sums.undiscounted.add(share * book.undiscountedProfit[place]!);
  sums.squares.add(profit * profit);
}

/** Adds the sums of another part. */
export function mergeSums(sums: ProfitSums, other: ProfitSums): ProfitSums {
  sums.applicants += other.applicants;
  sums.approved.merge(other.approved);
  sums.approvedBads.merge(other.approvedBads);
  sums.drawn.merge(other.drawn);
  sums.gains.merge(other.gains);
  sums.losses.merge(other.losses);
  sums.undiscounted.merge(other.undiscounted);
  sums.squares.merge(other.squares);
  return sums;
}

/** What approving this share of the applicants by chance is expected to come to. */
export function shareOf(all: ProfitSums, share: number): ProfitSums {
  const part = (sum: ExactSum, times = share) => new ExactSum().add(times * sum.value);
  return {
    applicants: all.applicants,
    approved: part(all.approved),
    approvedBads: part(all.approvedBads),
    drawn: part(all.drawn),
    gains: part(all.gains),
    losses: part(all.losses),
    undiscounted: part(all.undiscounted),
    squares: part(all.squares, share * share),
  };
}

export function figuresOf(
  sums: ProfitSums,
  { costs, capital }: Pick<LoanBook, 'costs' | 'capital'>,
): ProfitFigures {
  const { applicants } = sums;
  const approved = sums.approved.value;
  const drawn = sums.drawn.value;
  const variable = new ExactSum().merge(sums.gains).merge(sums.losses);
  const fixed = costs.once + applicants * costs.eachApplication;
  const profit = ExactSum.of([...variable.partials, -fixed]).value;
  return {
    applicants,
    approved,
    approvalRate: applicants === 0 ? 0 : approved / applicants,
    badRate: approved === 0 ? null : sums.approvedBads.value / approved,
    drawn,
    variableProfit: variable.value,
    profit,
    profitPerApplicant: applicants === 0 ? 0 : profit / applicants,
    undiscountedProfit: ExactSum.of([...sums.undiscounted.partials, -fixed]).value,
    gains: sums.gains.value,
    losses: Math.abs(sums.losses.value),
    raroc: capital === null || drawn === 0 ? null : profit / (drawn * capital.share * capital.years),
  };
}

export function everyPlace(count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, place) => place);
}
