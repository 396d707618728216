import { inCents, type Money } from './money.ts';
import type { ObservedEconomics } from './observed-economics.ts';
import type { RealisedLoans } from './realised-loans.ts';

/** What came of some loans; money is summed exactly and rounded once, to the cent. */
export interface RealisedTotals {
  readonly loans: number;
  readonly bad: number;
  readonly amount: number;
  readonly profit: number;
  /** By the name that the economics give. */
  readonly included: Readonly<Record<string, number>>;
}

/** What approving every loan came to, over all and by each group: the names of the groups ascend. */
export interface RealisedReport {
  readonly all: RealisedTotals;
  readonly groups: readonly {
    readonly name: string;
    readonly totals: readonly { readonly value: string; readonly totals: RealisedTotals }[];
  }[];
}

export function reportRealised(economics: ObservedEconomics, loans: RealisedLoans): RealisedReport {
  const everyPlace = [...loans.profit.keys()];
  return {
    all: realisedTotals(economics, loans, everyPlace),
    groups: economics.groups.map(({ name }, index) => ({
      name,
      totals: placesByValue(loans.groups[index]!).map(([value, places]) => ({
        value,
        totals: realisedTotals(economics, loans, places),
      })),
    })),
  };
}

export function realisedTotals(
  economics: ObservedEconomics,
  loans: RealisedLoans,
  places: readonly number[],
): RealisedTotals {
  const sum = (money: readonly Money[]) =>
    inCents(places.reduce((total, place) => total + money[place]!, 0n));
  return {
    loans: places.length,
    bad: places.reduce((count, place) => count + loans.bad[place]!, 0),
    amount: sum(loans.amount),
    profit: sum(loans.profit),
    included: Object.fromEntries(
      economics.included.map(({ name }, index) => [name, sum(loans.included[index]!)]),
    ),
  };
}

function placesByValue(values: readonly string[]): [string, number[]][] {
  const places = new Map<string, number[]>();
  for (const [place, value] of values.entries()) {
    const some = places.get(value);
    if (some) some.push(place);
    else places.set(value, [place]);
  }
  return [...places].sort(([a], [b]) => (a < b ? -1 : 1));
}
