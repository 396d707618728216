import { DerivedFeature, Key } from '@bora/contracts';
import { z } from 'zod';
import { partSeparator } from './key-text.ts';

/** Levels of fewer training rows are kept nowhere: a table of single people's outcomes is not a model. */
export const minimumLevelRows = 15;

/** The kept levels of a key in order of their text, with the training rows and bads of each. */
export const KeyLevels = z
  .strictObject({
    key: Key,
    /** Normalised texts of the key's parts, joined by tabs. */
    levels: z.array(z.string()),
    rows: z.array(z.int().min(minimumLevelRows)),
    bad: z.array(z.int().min(0)),
  })
  .refine(({ levels, rows, bad }) => rows.length === levels.length && bad.length === levels.length, {
    message: 'levels, rows and bad must be of one length',
  })
  .refine(({ key, levels }) => levels.every((level) => level.split(partSeparator).length === key.length), {
    message: 'every level must have a text for each part of its key',
  });
export type KeyLevels = z.infer<typeof KeyLevels>;

/** Encoded value = (raw value − mean) / deviation. */
export const ColumnScale = z.tuple([z.number(), z.number().positive()]);
export type ColumnScale = z.infer<typeof ColumnScale>;

export const FittedFeature = z.strictObject({
  feature: DerivedFeature,
  /** Ascending edges of a piecewise-linear encoding; empty where the feature has none. */
  knots: z.array(z.number()),
  /** Mean and deviation of each column of the feature. */
  scales: z.array(ColumnScale),
});
export type FittedFeature = z.infer<typeof FittedFeature>;

/** What was normal among the training rows, for warnings. */
export const TrainedInputs = z.strictObject({
  /** Smallest and largest value of each number variable that the features read. */
  ranges: z.array(z.strictObject({ variable: z.string(), min: z.number(), max: z.number() })),
  /** More missing values than this among the variables that the features read is rare. */
  missingLimit: z.int().min(0),
});
export type TrainedInputs = z.infer<typeof TrainedInputs>;

/** `encoder.json`: everything that the encoder learned. */
export const EncoderState = z.strictObject({
  formatVersion: z.literal(1),
  schema: z.strictObject({ id: z.string(), version: z.int() }),
  /** Training rows and the bad ones among them. */
  rows: z.int().min(0),
  bad: z.int().min(0),
  keys: z.array(KeyLevels),
  features: z.array(FittedFeature),
  inputs: TrainedInputs,
});
export type EncoderState = z.infer<typeof EncoderState>;
