import { type ApplicationSchema, Calibration, type DerivedFeature, variablesOf } from '@bora/contracts';
import { EncoderState } from '@bora/features';
import { BundleFormatError } from './bundle-error.ts';
import type { VariableUse } from './honoured-profile.ts';
import type { BundleFiles } from './loaded-bundle.ts';

/** What a bundle of a network holds besides; the network itself is for the package that runs it. */
export interface NetworkParts {
  readonly kind: 'network';
  readonly encoder: EncoderState;
  readonly calibration: Calibration;
}

/** @throws BundleFormatError when a file is absent, cannot be parsed or contradicts the schema. */
export function readNetworkParts({ schema, json }: BundleFiles): NetworkParts {
  const encoder = json('encoder.json', EncoderState);
  assertOfSchema(
    encoder.features.map(({ feature }) => feature),
    schema,
  );
  return { kind: 'network', encoder, calibration: json('calibration.json', Calibration) };
}

/** The encoder's features and what they read. */
export function networkUses({ encoder }: NetworkParts): VariableUse[] {
  return encoder.features.map(({ feature }) => ({ name: feature.name, variables: variablesOf(feature) }));
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
