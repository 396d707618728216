import { z } from 'zod';
import { ExactSum } from '../exact/exact-sum.ts';
import type { StrategyId } from '../replay/strategy.ts';
import { bitOf } from './part-ways.ts';
import { Partials } from './stored-sums.ts';

const count = z.int().min(0);

/** Ways to decide that segments are shown by. */
export const segmentWays = [
  'model-policy',
  'against-policy',
  'approve-all',
  'oracle',
] as const satisfies readonly StrategyId[];

/** What applicants of one value of a variable come to, one entry a way of `segmentWays`. */
export const StoredValue = z.strictObject({
  /** `''` where missing. */
  value: z.string(),
  applicants: count,
  bads: count,
  ways: z
    .array(z.strictObject({ approved: count, bads: count, profit: Partials }))
    .length(segmentWays.length),
});
export type StoredValue = z.infer<typeof StoredValue>;

/** The same, to be added to. */
export interface ValueSums {
  applicants: number;
  bads: number;
  readonly ways: readonly { approved: number; bads: number; readonly profit: ExactSum }[];
}

export function emptyValue(): ValueSums {
  return {
    applicants: 0,
    bads: 0,
    ways: segmentWays.map(() => ({ approved: 0, bads: 0, profit: new ExactSum() })),
  };
}

/** @param approvedBy bits of `partWays` */
export function addApplicant(sums: ValueSums, profit: number, isBad: boolean, approvedBy: number): void {
  sums.applicants += 1;
  sums.bads += Number(isBad);
  for (const [index, way] of segmentWays.entries()) {
    if (way !== 'approve-all' && ((approvedBy >> bitOf(way)) & 1) === 0) continue;
    const one = sums.ways[index]!;
    one.approved += 1;
    one.bads += Number(isBad);
    one.profit.add(profit);
  }
}

export function mergeValue(sums: ValueSums, other: ValueSums): void {
  sums.applicants += other.applicants;
  sums.bads += other.bads;
  for (const [index, { approved, bads, profit }] of other.ways.entries()) {
    const one = sums.ways[index]!;
    one.approved += approved;
    one.bads += bads;
    one.profit.merge(profit);
  }
}

export function storedValue(value: string, { applicants, bads, ways }: ValueSums): StoredValue {
  return {
    value,
    applicants,
    bads,
    ways: ways.map((one) => ({ ...one, profit: [...one.profit.partials] })),
  };
}

export function restoredValue({ applicants, bads, ways }: StoredValue): ValueSums {
  return { applicants, bads, ways: ways.map((one) => ({ ...one, profit: ExactSum.of(one.profit) })) };
}
