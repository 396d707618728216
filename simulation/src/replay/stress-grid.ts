import { unitEconomics } from '../economics/unit-economics.ts';
import { maximumYearlyRate } from '../scenario/assumption.ts';
import type { Assumptions } from '../scenario/scenario.ts';

/** How a cell differs from the scenario. */
export interface Stress {
  /** The bad rate of those approved times this; 1 leaves it. */
  readonly pdMultiplier: number;
  readonly lgd: number;
  readonly costOfFunds: number;
  readonly apr: number;
}

export interface StressCell extends Stress {
  /** For each applicant, after fixed costs. */
  readonly profitPerApplicant: number;
}

/** At this LGD, cost of funds and APR the profit is zero where the bad rate is multiplied so. */
export interface BreakEvenPoint extends Omit<Stress, 'pdMultiplier'> {
  /** `null` where no bad rate from 0 to 100 % makes it zero. */
  readonly pdMultiplier: number | null;
}

export interface StressGrid {
  readonly cells: readonly StressCell[];
  readonly breakEven: readonly BreakEvenPoint[];
}

/** Who is approved, with their lines, of how many who applied. */
export interface ApprovedLines {
  readonly applicants: number;
  readonly goods: number;
  readonly bads: number;
  readonly goodLines: number;
  readonly badLines: number;
}

const pdMultipliers = [0.5, 0.75, 1, 1.25, 1.5, 2];
const lgdMultipliers = [0.5, 0.75, 1, 1.25, 1.5];
const costOfFundsShifts = [0, 0.05, 0.1];
const aprMultipliers = [0.75, 1, 1.25];

/**
 * Profit of the same decisions in other times. A higher bad rate makes the same share of every good bad, a lower one
 * of every bad good.
 */
export function stressGrid(assumptions: Assumptions, approved: ApprovedLines): StressGrid {
  const cells: StressCell[] = [];
  const breakEven: BreakEvenPoint[] = [];
  for (const money of stressedMoney(assumptions)) {
    const profitAt = stressedProfit(assumptions, money, approved);
    for (const pdMultiplier of pdMultipliers) {
      const profitPerApplicant = profitAt(pdMultiplier) / approved.applicants;
      cells.push({ pdMultiplier, ...money, profitPerApplicant });
    }
    breakEven.push({ ...money, pdMultiplier: zeroOf(profitAt, approved) });
  }
  return { cells, breakEven };
}

/** Profit after fixed costs as a function of the multiplier of the bad rate: two straight lines that meet at 1. */
export function stressedProfit(
  assumptions: Assumptions,
  { lgd, costOfFunds, apr }: Omit<Stress, 'pdMultiplier'>,
  { applicants, goods, bads, goodLines, badLines }: ApprovedLines,
): (pdMultiplier: number) => number {
  const { takeUp, utilisation, fixedCost, applicationCost } = assumptions;
  const units = unitEconomics({
    ...assumptions,
    lgd: { ...assumptions.lgd, value: lgd },
    costOfFunds: { ...assumptions.costOfFunds, value: costOfFunds },
    apr: { ...assumptions.apr, value: apr },
  });
  const profit = (outcome: typeof units.good, lines: number, count: number) =>
    takeUp.value * (lines * utilisation.value * (outcome.presentValue - 1) - count * outcome.cost);
  const fixed = fixedCost.value + applicants * applicationCost.value;
  return (pdMultiplier) => {
    const more = (pdMultiplier - 1) * bads;
    const goodsTurned = more > 0 && goods > 0 ? Math.min(1, more / goods) : 0;
    const badsTurned = more < 0 ? 1 - pdMultiplier : 0;
    const ofGoods =
      (1 - goodsTurned) * profit(units.good, goodLines, goods) +
      goodsTurned * profit(units.bad, goodLines, goods);
    const ofBads =
      (1 - badsTurned) * profit(units.bad, badLines, bads) + badsTurned * profit(units.good, badLines, bads);
    return ofGoods + ofBads - fixed;
  };
}

function stressedMoney({ lgd, costOfFunds, apr }: Assumptions): Omit<Stress, 'pdMultiplier'>[] {
  const lgds = distinct(lgdMultipliers.map((by) => Math.min(1, lgd.value * by)));
  const funds = distinct(costOfFundsShifts.map((by) => Math.min(maximumYearlyRate, costOfFunds.value + by)));
  const aprs = distinct(aprMultipliers.map((by) => Math.min(maximumYearlyRate, apr.value * by)));
  return lgds.flatMap((oneLgd) =>
    funds.flatMap((fund) => aprs.map((oneApr) => ({ lgd: oneLgd, costOfFunds: fund, apr: oneApr }))),
  );
}

function distinct(values: number[]): number[] {
  return [...new Set(values)];
}

function zeroOf(profitAt: (pdMultiplier: number) => number, { goods, bads }: ApprovedLines): number | null {
  if (bads === 0) return null;
  const corners = [0, 1, (goods + bads) / bads];
  for (const [index, to] of corners.entries()) {
    const from = corners[index - 1];
    if (from === undefined) continue;
    const [low, high] = [profitAt(from), profitAt(to)];
    if (low >= 0 === high >= 0 || low === high) continue;
    return from + (to - from) * (low / (low - high));
  }
  return null;
}
