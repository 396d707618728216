import { z } from 'zod';
import { ProfileId } from './compliance-profile.ts';

export const ModelName = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/);
/** Sorts by time of training: `20261120-093000-1a2b3c4d` (UTC, then the first digits of the weights' hash). */
export const ModelVersion = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,62}$/);
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const BundleFile = z.strictObject({ sha256: Sha256, size: z.int().min(0) });

/** `manifest.json` of a model bundle. */
export const ModelManifest = z.strictObject({
  formatVersion: z.literal(1),
  name: ModelName,
  version: ModelVersion,
  kind: z.enum(['network', 'scorecard']),
  createdAt: z.iso.datetime(),
  schema: z.strictObject({ id: z.string(), version: z.int() }),
  profile: ProfileId,
  trainingData: z.strictObject({ sha256: Sha256, rows: z.int(), bad: z.int() }),
  gitCommit: z.string().nullable(),
  seeds: z.array(z.int()),
  libraries: z.record(z.string(), z.string()),
  backend: z.string(),
  /** Out-of-fold figures by name, as measured when the model was trained. */
  metrics: z.record(z.string(), z.number()),
  /** Every other file of the bundle. */
  files: z.record(z.string(), BundleFile),
});
export type ModelManifest = z.infer<typeof ModelManifest>;

export const ModelReference = z.strictObject({ name: ModelName, version: ModelVersion });
export type ModelReference = z.infer<typeof ModelReference>;

/** `champion.json`: the live version of a model. */
export const ChampionPointer = z.strictObject({
  name: ModelName,
  version: ModelVersion,
  promotedAt: z.iso.datetime(),
});
export type ChampionPointer = z.infer<typeof ChampionPointer>;

/** `scale.json`: score = offset + factor · ln(odds good:bad), rounded and clamped. */
export const PointsScale = z.strictObject({
  scoreAtBaseOdds: z.number().default(600),
  baseOdds: z.number().positive().default(50),
  pointsToDoubleOdds: z.number().positive().default(20),
  minimum: z.int().default(300),
  maximum: z.int().default(850),
});
export type PointsScale = z.infer<typeof PointsScale>;

/** `calibration.json`: PD = sigmoid(intercept + slope · logit), Platt's map of the ensemble's mean logit. */
export const Calibration = z.strictObject({
  kind: z.literal('platt'),
  slope: z.number().positive(),
  intercept: z.number(),
});
export type Calibration = z.infer<typeof Calibration>;
