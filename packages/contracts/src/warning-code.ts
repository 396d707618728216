import { z } from 'zod';

/** Warnings that a score may carry. The position is the bit in a packed score: append, never reorder. */
export const warningCodes = [
  /** A value could not be read as its kind and counts as missing. */
  'unreadable-value',
  /** A value holds bytes that are not UTF-8 and counts as missing. */
  'invalid-encoding',
  /** A number outside the schema's plausible bounds. */
  'out-of-bounds',
  /** A code that the schema does not list. */
  'unknown-category',
  /** A code or place that no training row (or too few) had. */
  'unseen-category',
  /** A number outside the range of the training rows. */
  'outside-trained-range',
  /** More values missing than in nearly all training rows. */
  'many-missing',
] as const;

export const WarningCode = z.enum(warningCodes);
export type WarningCode = z.infer<typeof WarningCode>;

/** Bit of a warning in a packed score. */
export function warningBit(code: WarningCode): number {
  return 1 << warningCodes.indexOf(code);
}

/** Codes of the bits that are set, in the order of the table. */
export function warningsOf(bits: number): WarningCode[] {
  return warningCodes.filter((_, index) => (bits & (1 << index)) !== 0);
}

/** A warning of one variable's value; `many-missing` is of none. */
export const WarningDetail = z.strictObject({ code: WarningCode, variable: z.string(), label: z.string() });
export type WarningDetail = z.infer<typeof WarningDetail>;
