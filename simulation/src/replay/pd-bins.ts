import type { LoanBook } from '../economics/loan-book.ts';
import { ExactSum } from '../exact/exact-sum.ts';

/** Applicants whose PD lies in one hundredth, and what approving them all earns. */
export interface PdBin {
  applicants: number;
  bads: number;
  readonly profit: ExactSum;
}

/** One for each hundredth from 0 on; the last is of PD 1. */
const pdBinCount = 101;

export function emptyPdBins(): PdBin[] {
  return Array.from({ length: pdBinCount }, () => ({ applicants: 0, bads: 0, profit: new ExactSum() }));
}

export function pdBins(book: LoanBook, bad: Uint8Array, pd: Float64Array): PdBin[] {
  const bins = emptyPdBins();
  for (const [place, value] of pd.entries()) {
    const bin = bins[hundredthOf(value)]!;
    bin.applicants += 1;
    bin.bads += bad[place]!;
    bin.profit.add(book.profit[place]!);
  }
  return bins;
}

/** Number of the hundredth that a PD lies in: `k / 100 ≤ PD < (k + 1) / 100`. */
function hundredthOf(pd: number): number {
  const hundredth = Math.floor(pd * 100);
  // The product of a hundredth may fall short of it in floating point.
  return (hundredth + 1) / 100 <= pd ? hundredth + 1 : hundredth;
}
