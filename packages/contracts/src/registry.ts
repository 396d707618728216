import { z } from 'zod';
import { ProfileId } from './compliance-profile.ts';
import { Calibration, ModelManifest, ModelName, ModelVersion, PointsScale } from './model-manifest.ts';
import { PolicyName } from './policy.ts';

/** Why a model version is not used. */
export const ModelRefusal = z.strictObject({ code: z.string(), message: z.string() });
export type ModelRefusal = z.infer<typeof ModelRefusal>;

export const ModelVersionEntry = z.strictObject({
  version: ModelVersion,
  isChampion: z.boolean(),
  /** Null where the manifest cannot be read. */
  manifest: ModelManifest.nullable(),
  refusal: ModelRefusal.nullable(),
});
export type ModelVersionEntry = z.infer<typeof ModelVersionEntry>;

export const ModelList = z.strictObject({
  /** The model that scores whatever names no other one, and the profile that every model is held against. */
  inUse: z.strictObject({ name: ModelName, profile: ProfileId }),
  models: z.array(
    z.strictObject({
      name: ModelName,
      /** The version that the pointer names. */
      champion: ModelVersion.nullable(),
      /** The version that work for this model is scored with: another one while the champion is refused. */
      serving: ModelVersion.nullable(),
      versions: z.array(ModelVersionEntry),
    }),
  ),
});
export type ModelList = z.infer<typeof ModelList>;

export const ModelDetail = z.strictObject({
  ...ModelVersionEntry.shape,
  name: ModelName,
  manifest: ModelManifest,
  scale: PointsScale,
  /** Null for a scorecard, whose points are its PD. */
  calibration: Calibration.nullable(),
});
export type ModelDetail = z.infer<typeof ModelDetail>;

export const PolicyList = z.strictObject({
  policies: z.array(
    z.strictObject({
      name: PolicyName,
      live: z.int().nullable(),
      /** Ascending. */
      versions: z.array(z.int()),
    }),
  ),
});
export type PolicyList = z.infer<typeof PolicyList>;
