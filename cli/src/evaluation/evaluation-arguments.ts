import { z } from 'zod';
import { TrainingArguments } from '../training/training-arguments.ts';

/** The options of `bora evaluate`. */
export const EvaluationArguments = TrainingArguments.extend({
  /** Folder for the report, its page and its model card. */
  out: z.string().optional(),
  /** File for the out-of-fold PDs. */
  scores: z.string().optional(),
  approvalRate: z.number(),
  /** Measures every comparison. */
  all: z.boolean().default(false),
  /** Measures the comparisons of these ids. */
  only: z.array(z.string()).optional(),
  /** Files to hold against the training data. */
  drift: z.array(z.string()).default([]),
  /** Whose frozen reference the files are held against. */
  model: z.string().optional(),
});
export type EvaluationArguments = z.infer<typeof EvaluationArguments>;
