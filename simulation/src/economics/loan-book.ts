import type { Assumptions } from '../scenario/scenario.ts';
import { type AccountOutcome, unitEconomics } from './unit-economics.ts';

/** What approving each applicant would have meant, in money, one number an applicant. */
export interface LoanBook {
  /** Realised cash flows, or those that a scenario assumes of the realised outcome. */
  readonly basis: 'assumed' | 'observed';
  readonly currency: string;
  readonly line: Float64Array;
  /** What is drawn when approved; where only a share takes the credit, that share of it. */
  readonly drawn: Float64Array;
  /** Discounted at the cost of funds, which is zero where flows are observed and undiscounted. */
  readonly profit: Float64Array;
  /** Before the cost of funds. */
  readonly undiscountedProfit: Float64Array;
  /** Of an applicant of this PD; `null` where nothing is assumed. */
  readonly expected: ExpectedProfit | null;
  readonly costs: FixedCosts;
  /** Capital held for each unit drawn, and for how many years: of RAROC; `null` where nothing is assumed. */
  readonly capital: { readonly share: number; readonly years: number } | null;
}

export interface ExpectedProfit {
  /** If good, and if bad, one an applicant. */
  readonly good: Float64Array;
  readonly bad: Float64Array;
}

/** Paid whatever is decided. */
export interface FixedCosts {
  readonly once: number;
  readonly eachApplication: number;
}

/** The book of a scenario for applicants with these lines and outcomes (1 = bad). */
export function assumedLoanBook(assumptions: Assumptions, line: Float64Array, bad: Uint8Array): LoanBook {
  const units = unitEconomics(assumptions);
  const takeUp = assumptions.takeUp.value;
  const utilisation = assumptions.utilisation.value;
  const profits = (outcomeOf: (place: number) => AccountOutcome, kind: 'presentValue' | 'received') =>
    line.map((amount, place) => {
      const outcome = outcomeOf(place);
      return takeUp * (amount * utilisation * (outcome[kind] - 1) - outcome.cost);
    });
  const realised = (place: number) => (bad[place] ? units.bad : units.good);
  return {
    basis: 'assumed',
    currency: assumptions.line.unit,
    line,
    drawn: line.map((amount) => takeUp * amount * utilisation),
    profit: profits(realised, 'presentValue'),
    undiscountedProfit: profits(realised, 'received'),
    expected: {
      good: profits(() => units.good, 'presentValue'),
      bad: profits(() => units.bad, 'presentValue'),
    },
    ...bookTerms(assumptions),
  };
}

/** What a book has apart from its applicants. */
export function bookTerms({ fixedCost, applicationCost, capital, term }: Assumptions): {
  readonly costs: FixedCosts;
  readonly capital: NonNullable<LoanBook['capital']>;
} {
  return {
    costs: { once: fixedCost.value, eachApplication: applicationCost.value },
    capital: { share: capital.value, years: term.value / 12 },
  };
}

/** The book of loans whose cash flows are known: `profit` is what came back less what was lent, in money. */
export function observedLoanBook(given: {
  readonly currency: string;
  readonly funded: Float64Array;
  readonly profit: Float64Array;
}): LoanBook {
  return {
    basis: 'observed',
    currency: given.currency,
    line: given.funded,
    drawn: given.funded,
    profit: given.profit,
    undiscountedProfit: given.profit,
    expected: null,
    costs: { once: 0, eachApplication: 0 },
    capital: null,
  };
}

/** Expected profit of an applicant of this PD. */
export function expectedProfit({ good, bad }: ExpectedProfit, index: number, pd: number): number {
  return pd * bad[index]! + (1 - pd) * good[index]!;
}

/**
 * PD at which an applicant's expected profit is zero: good / (good − bad); 0 where even a good loses, 1 where even a
 * bad earns.
 */
export function breakEvenPd(good: number, bad: number): number {
  if (bad >= 0) return 1;
  if (good <= 0) return 0;
  return good / (good - bad);
}
