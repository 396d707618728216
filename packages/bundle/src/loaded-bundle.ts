import { ApplicationSchema, type ComplianceProfile, type ModelManifest, PointsScale } from '@bora/contracts';
import type { z } from 'zod';
import { BundleFormatError, UnknownProfileError } from './bundle-error.ts';
import { assertProfileHonoured, type VariableUse } from './honoured-profile.ts';
import { parseJson } from './json-file.ts';
import { type NetworkParts, networkUses, readNetworkParts } from './network-parts.ts';
import { readScorecardParts, type ScorecardParts, scorecardUses } from './scorecard-parts.ts';

/** A model as it was stored: every file verified, what this package knows parsed. */
export type LoadedBundle = NetworkBundle | ScorecardBundle;
export type NetworkBundle = BundleFiles & NetworkParts & ModelUses;
export type ScorecardBundle = BundleFiles & ScorecardParts & ModelUses;

/** Which variables a model of any kind reads, directly or through a feature. */
export interface ModelUses {
  readonly uses: readonly VariableUse[];
}

/** What every bundle has, whatever kind of model it holds. */
export interface BundleFiles {
  readonly manifest: ModelManifest;
  readonly schema: ApplicationSchema;
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
  const bundle = { manifest, schema, scale: json('scale.json', PointsScale), file, json };
  const parts = manifest.kind === 'network' ? readNetworkParts(bundle) : readScorecardParts(bundle);
  const uses = parts.kind === 'network' ? networkUses(parts) : scorecardUses(parts);
  assertProfileHonoured(schema, uses, ownProfile(manifest, profiles));
  if (servingProfile) assertProfileHonoured(schema, uses, servingProfile);
  return { ...bundle, ...parts, uses };
}

function ownProfile(manifest: ModelManifest, profiles: readonly ComplianceProfile[]): ComplianceProfile {
  const profile = profiles.find(({ id }) => id === manifest.profile);
  if (!profile) throw new UnknownProfileError(manifest.profile);
  return profile;
}
