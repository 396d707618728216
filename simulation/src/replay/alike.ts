import type { LoanBook } from '../economics/loan-book.ts';
import { ExactSum } from '../exact/exact-sum.ts';
import { addApproved, emptySums, mergeSums, type ProfitSums } from './profit-of.ts';
import type { ApprovedLines } from './stress-grid.ts';

/** Applicants of one segment and outcome whom every way to decide treats alike: what approving them comes to. */
export interface Alike {
  readonly segment: number;
  /** Bit k is set where the k-th way to decide approves. */
  readonly approvedBy: number;
  readonly isBad: boolean;
  /** All of them approved. */
  readonly sums: ProfitSums;
  readonly line: ExactSum;
}

/** Sums over applicants, whose number does not change what is held. */
export interface AlikeSums {
  /** Adds the applicant at a place of the book. */
  add(book: LoanBook, at: number, isBad: boolean, approvedBy: number, segment: number): void;
  all(): readonly Alike[];
}

export function alikeSums(): AlikeSums {
  const held: (Alike | undefined)[] = [];
  const mostWays = 8;
  return {
    add(book, at, isBad, approvedBy, segment) {
      const key = (((segment << mostWays) | approvedBy) << 1) | Number(isBad);
      held[key] ??= emptyAlike(segment, approvedBy, isBad);
      const { sums, line } = held[key];
      sums.applicants += 1;
      addApproved(sums, book, at, isBad, 1);
      line.add(book.line[at]!);
    },
    all: () => held.filter((sums) => sums !== undefined),
  };
}

/** Both together; who is alike in both is one. The sums of the first are added to. */
export function mergedAlike(some: readonly Alike[], more: readonly Alike[]): Alike[] {
  const merged = [...some];
  for (const one of more) {
    const same = merged.find(
      ({ segment, approvedBy, isBad }) =>
        segment === one.segment && approvedBy === one.approvedBy && isBad === one.isBad,
    );
    if (!same) merged.push(one);
    else {
      mergeSums(same.sums, one.sums);
      same.line.merge(one.line);
    }
  }
  return merged;
}

/** Those who are approved by the way to decide of this bit. */
export function approvedOf(alike: readonly Alike[], bit: number): Alike[] {
  return alike.filter(({ approvedBy }) => ((approvedBy >> bit) & 1) === 1);
}

export function countOf(alike: readonly Alike[]): number {
  return alike.reduce((count, { sums }) => count + sums.applicants, 0);
}

/** What approving all of these comes to. */
export function sumsOf(alike: readonly Alike[]): ProfitSums {
  return alike.reduce((total, { sums }) => mergeSums(total, sums), emptySums());
}

/** Lines of these, who are approved, by outcome. @param applicants all who applied */
export function linesOf(alike: readonly Alike[], applicants: number): ApprovedLines {
  const [goods, bads] = [alike.filter(({ isBad }) => !isBad), alike.filter(({ isBad }) => isBad)];
  const lines = (some: readonly Alike[]) =>
    some.reduce((sum, { line }) => sum.merge(line), new ExactSum()).value;
  return {
    applicants,
    goods: countOf(goods),
    bads: countOf(bads),
    goodLines: lines(goods),
    badLines: lines(bads),
  };
}

function emptyAlike(segment: number, approvedBy: number, isBad: boolean): Alike {
  return { segment, approvedBy, isBad, sums: emptySums(), line: new ExactSum() };
}
