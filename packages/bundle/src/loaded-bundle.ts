import {
  ApplicationSchema,
  Calibration,
  type ComplianceProfile,
  type DerivedFeature,
  type ModelManifest,
  PointsScale,
} from '@bora/contracts';
import { EncoderState } from '@bora/features';
import type { z } from 'zod';
import { BundleFormatError, UnknownProfileError } from './bundle-error.ts';
import { assertProfileHonoured } from './honoured-profile.ts';
import { parseJson } from './json-file.ts';

/** A model as it was stored: every file verified, what this package knows parsed. */
export interface LoadedBundle {
  readonly manifest: ModelManifest;
  readonly schema: ApplicationSchema;
  readonly encoder: EncoderState;
  readonly calibration: Calibration;
  readonly scale: PointsScale;
  /** Bytes of a file; throws `BundleFormatError` where the bundle has none of that name. */
  file(name: string): Uint8Array;
  /** A JSON file, checked; throws `BundleFormatError` where it is absent or does not fit. */
  json<Output>(name: string, type: z.ZodType<Output>): Output;
}

export interface ProfileRequirement {
  /** The compliance profiles that there are; a bundle has to honour its own. */
  readonly profiles: readonly ComplianceProfile[];
  /** A profile that the bundle has to honour besides its own: that of the platform which is to serve it. */
  readonly servingProfile?: ComplianceProfile | undefined;
}

/**
 * Parses the verified files of a bundle and holds it against the compliance profiles.
 *
 * @throws BundleFormatError when a file is absent, cannot be parsed or contradicts another.
 * @throws ForbiddenVariableError when the model uses what its own or the serving profile forbids.
 * @throws UnknownProfileError when its own is not among the profiles given.
 */
export function loadBundle(
  manifest: ModelManifest,
  files: ReadonlyMap<string, Uint8Array>,
  { profiles, servingProfile }: ProfileRequirement,
): LoadedBundle {
  const file = (name: string): Uint8Array => {
    const bytes = files.get(name);
    if (!bytes) throw new BundleFormatError(name, 'the bundle has no such file');
    return bytes;
  };
  const json = <Output>(name: string, type: z.ZodType<Output>): Output =>
    parseJson(file(name), type, (problem) => new BundleFormatError(name, problem));

  const schema = json('schema.json', ApplicationSchema);
  if (schema.id !== manifest.schema.id || schema.version !== manifest.schema.version) {
    throw new BundleFormatError('schema.json', 'it is another schema than the manifest names');
  }
  const encoder = json('encoder.json', EncoderState);
  const features = encoder.features.map(({ feature }) => feature);
  assertOfSchema(features, schema);
  assertProfileHonoured(schema, features, ownProfile(manifest, profiles));
  if (servingProfile) assertProfileHonoured(schema, features, servingProfile);
  return {
    manifest,
    schema,
    encoder,
    calibration: json('calibration.json', Calibration),
    scale: json('scale.json', PointsScale),
    file,
    json,
  };
}

function ownProfile(manifest: ModelManifest, profiles: readonly ComplianceProfile[]): ComplianceProfile {
  const profile = profiles.find(({ id }) => id === manifest.profile);
  if (!profile) throw new UnknownProfileError(manifest.profile);
  return profile;
}

/** A feature of another schema could read a sensitive variable under a name that this one does not know. */
function assertOfSchema(features: readonly DerivedFeature[], schema: ApplicationSchema): void {
  const derived = new Map(schema.derived.map((feature) => [feature.name, JSON.stringify(feature)]));
  for (const feature of features) {
    if (derived.get(feature.name) !== JSON.stringify(feature)) {
      throw new BundleFormatError('encoder.json', `its feature ${feature.name} is not one of schema.json`);
    }
  }
}
