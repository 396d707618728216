import { z } from 'zod';

/** Why a row of an accepted file has no score. */
export const RejectCode = z.enum(['wrong-field-count', 'missing-id', 'chunk-failed']);
export type RejectCode = z.infer<typeof RejectCode>;

/** Why a row of a recorded batch has no decision: as a reject, or its turn never came before the batch was cancelled. */
export const UndecidedReason = z.enum([...RejectCode.options, 'not-scored']);
export type UndecidedReason = z.infer<typeof UndecidedReason>;

export const Reject = z.strictObject({
  /** Row of the file, from 1, headers and blank lines not counted. */
  row: z.int().min(1),
  /** Physical line on which the row begins, from 1. */
  line: z.int().min(1),
  code: RejectCode,
  column: z.string().nullable(),
  given: z.string().nullable(),
  allowed: z.string(),
});
export type Reject = z.infer<typeof Reject>;
