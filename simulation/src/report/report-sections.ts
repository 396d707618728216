import { z } from 'zod';
import { SegmentName } from '../replay/segments.ts';
import { strategyIds } from '../replay/strategy.ts';

const count = z.int().min(0);
const rate = z.number().min(0).max(1);

const SwapGroup = z.strictObject({ applicants: count, badRate: rate.nullable(), variableProfit: z.number() });

/** Who is approved by one of two ways to decide, by both and by neither. */
export const SwapSetReport = z.strictObject({
  first: z.enum(strategyIds),
  second: z.enum(strategyIds),
  swappedIn: SwapGroup,
  swappedOut: SwapGroup,
  approvedByBoth: SwapGroup,
  approvedByNeither: SwapGroup,
});
export type SwapSetReport = z.infer<typeof SwapSetReport>;

const stressedMoney = { lgd: rate, costOfFunds: z.number(), apr: z.number() };

/** The same decisions in other times. */
export const StressReport = z.strictObject({
  strategy: z.enum(strategyIds),
  cells: z.array(
    z.strictObject({ pdMultiplier: z.number(), ...stressedMoney, profitPerApplicant: z.number() }),
  ),
  breakEven: z.array(z.strictObject({ ...stressedMoney, pdMultiplier: z.number().nullable() })),
});
export type StressReport = z.infer<typeof StressReport>;

/** Applicants by one variable, before fixed costs. */
export const SegmentsReport = z.strictObject({
  variable: z.string(),
  segments: z.array(
    SegmentName.extend({
      applicants: count,
      badRate: rate.nullable(),
      strategies: z.array(
        z.strictObject({
          id: z.enum(strategyIds),
          approvalRate: rate,
          badRate: rate.nullable(),
          variableProfit: z.number(),
        }),
      ),
    }),
  ),
});
export type SegmentsReport = z.infer<typeof SegmentsReport>;
