import { z } from 'zod';

/** Columns of a file of outcomes; exactly one of the first two. */
export const outcomeColumns = ['applicantId', 'decisionId', 'outcome', 'date'] as const;

export const OutcomeRejectCode = z.enum([
  'wrong-field-count',
  'id-missing',
  'decision-id-invalid',
  'outcome-unknown',
  'date-invalid',
  'date-in-future',
  'unmatched',
  'ambiguous',
]);
export type OutcomeRejectCode = z.infer<typeof OutcomeRejectCode>;

/** A line of which no outcome was taken, and what is allowed; never what it held. */
export const OutcomeReject = z.strictObject({
  line: z.int().min(1),
  code: OutcomeRejectCode,
  allowed: z.string(),
});
export type OutcomeReject = z.infer<typeof OutcomeReject>;

/** How many rejected lines an answer names. */
export const maximumOutcomeRejects = 1_000;

/** What became of a file of outcomes. */
export const OutcomeImport = z.strictObject({
  id: z.uuid(),
  fileSha256: z.string(),
  /** Lines below the header. */
  lines: z.int(),
  /** Lines whose decision was found. */
  matched: z.int(),
  /** Outcomes that the record did not hold, or held otherwise. */
  changed: z.int(),
  unmatched: z.int(),
  ambiguous: z.int(),
  /** Lines that cannot be an outcome. */
  rejected: z.int(),
  /** The first thousand of the last three kinds. */
  rejects: z.array(OutcomeReject),
});
export type OutcomeImport = z.infer<typeof OutcomeImport>;

/** What was predicted beside what happened, by bands of 25 points. */
export const OutcomeSummary = z.strictObject({
  outcomes: z.int(),
  bad: z.int(),
  /** Null without outcomes. */
  badRate: z.number().nullable(),
  pdMean: z.number().nullable(),
  bands: z.array(
    z.strictObject({
      from: z.int(),
      outcomes: z.int(),
      bad: z.int(),
      badRate: z.number(),
      pdMean: z.number(),
    }),
  ),
});
export type OutcomeSummary = z.infer<typeof OutcomeSummary>;
