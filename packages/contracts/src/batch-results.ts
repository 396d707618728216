import { z } from 'zod';
import { ModelReference } from './model-manifest.ts';
import { PolicyReference } from './policy.ts';
import { Reject } from './reject.ts';
import { RowScore } from './score.ts';
import { WarningDetail } from './warning-code.ts';

/** Order of a page of scores; `-` is descending. Rows with the same value stand in the order of the file. */
export const ScoreOrder = z.enum(['row', 'pd', '-pd', 'score', '-score']);
export type ScoreOrder = z.infer<typeof ScoreOrder>;

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
