import { z } from 'zod';
import { ModelReference } from './model-manifest.ts';
import { Decision, PolicyReference } from './policy.ts';
import { Reject } from './reject.ts';
import { RowScore } from './score.ts';
import { WarningCode, WarningDetail } from './warning-code.ts';

/** Order of a page of scores; `-` is descending. Rows with the same value stand in the order of the file. */
export const ScoreOrder = z.enum(['row', 'pd', '-pd', 'score', '-score']);
export type ScoreOrder = z.infer<typeof ScoreOrder>;

/** What a score must be to stand in a page; what is absent does not matter. */
export const ScoreSearch = z.strictObject({
  offset: z.int().min(0).max(1_000_000_000).default(0),
  limit: z.int().min(1).max(1_000).default(100),
  decision: Decision.optional(),
  warning: WarningCode.optional(),
  reason: z.string().max(200).optional().describe('Name of a variable that is among the reasons'),
  scoreFrom: z.int().optional().describe('Lowest score'),
  scoreTo: z.int().optional().describe('Highest score'),
  applicant: z.string().min(1).max(100).optional().describe("Part of the applicant's id"),
  sort: ScoreOrder.default('row'),
});
export type ScoreSearch = z.input<typeof ScoreSearch>;

export const BatchScores = z.strictObject({
  /** Scored rows that match the filter, those on other pages included. */
  total: z.int(),
  offset: z.int(),
  limit: z.int(),
  scores: z.array(RowScore),
});
export type BatchScores = z.infer<typeof BatchScores>;

export const BatchRejects = z.strictObject({
  /** Rejected rows, those on other pages included. */
  total: z.int(),
  offset: z.int(),
  limit: z.int(),
  /** In the order of the file. */
  rejects: z.array(Reject),
});
export type BatchRejects = z.infer<typeof BatchRejects>;

/** One row of a batch: what was given, and its score or why there is none. Neither: the row still waits. */
export const BatchRow = z.strictObject({
  row: z.int().min(1),
  /** As given, by variable name; null where the stored upload is gone. */
  values: z.record(z.string(), z.string()).nullable(),
  score: RowScore.nullable(),
  reject: Reject.nullable(),
  /** Which variable each warning of the score is about; null where values or model are gone. */
  warningDetails: z.array(WarningDetail).nullable(),
  model: ModelReference,
  policy: PolicyReference,
});
export type BatchRow = z.infer<typeof BatchRow>;
