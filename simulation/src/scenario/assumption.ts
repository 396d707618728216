import { z } from 'zod';

/** A number that somebody assumes, with its unit and where it comes from. */
export function assumption<Unit extends string>(unit: Unit, value: z.ZodType<number>) {
  return z.strictObject({ value, unit: z.literal(unit), source: z.string().min(1) });
}

/** 0 to 1. */
export const share = z.number().min(0).max(1);

/** A rate of 3 is 300 % a year: more is a percentage written where a share belongs. */
export const maximumYearlyRate = 3;

/** Nominal, a twelfth of it falls due each month. */
export const yearlyRate = z
  .number()
  .min(0)
  .max(maximumYearlyRate, `at most ${maximumYearlyRate}: write 0.3 for 30 % a year`);
