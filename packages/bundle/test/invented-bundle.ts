import { ApplicationSchema, ComplianceProfile, type ModelManifest, type ProfileId } from '@bora/contracts';
import { EncoderState } from '@bora/features';
import type { ProfileRequirement } from '../src/index.ts';

const bytesOf = (value: object) => new TextEncoder().encode(JSON.stringify(value));

export const schema = ApplicationSchema.parse({
  id: 'bakery-loans',
  version: 1,
  title: 'Loans to bakeries',
  description: 'Invented.',
  file: { delimiter: ',', header: true, quote: '"', missing: ['NA'] },
  groups: [{ id: 'all', label: 'All' }],
  variables: [
    { name: 'licence', label: 'Licence', group: 'all', kind: 'id', position: 1 },
    { name: 'ovens', label: 'Ovens', group: 'all', kind: 'number', position: 2, reason: 'Number of ovens' },
    {
      name: 'guild',
      label: 'Guild',
      group: 'all',
      kind: 'category',
      position: 3,
      values: { A: 'bakers', B: 'millers' },
      sensitive: 'sex',
      reason: 'Guild',
    },
    { name: 'village', label: 'Village', group: 'all', kind: 'place', position: 4, reason: 'Village' },
    { name: 'failed', label: 'Failed', group: 'all', kind: 'label', position: 5, yes: ['1'], no: ['0'] },
  ],
  derived: [
    { name: 'ovens', kind: 'number', of: 'ovens', scale: 'log1p', speaksFor: 'ovens' },
    { name: 'village-size', kind: 'frequency', of: ['village'], speaksFor: 'village' },
    { name: 'village-guild', kind: 'frequency', of: ['village', 'guild'], speaksFor: 'village' },
  ],
});

export const forbidsNothing = profileOf('none', []);
export const forbidsGuilds = profileOf('br', ['sex']);

/** What most tests ask: both profiles are known, and nobody asks for more than a bundle's own. */
export const requirement: ProfileRequirement = { profiles: [forbidsNothing, forbidsGuilds] };

export interface InventedBundle {
  description: Omit<ModelManifest, 'files'>;
  files: Record<string, Uint8Array>;
}

/** A small bundle that is complete but for a network: what the weights hold, nobody here looks at. */
export function inventedBundle({
  version = '20260101-000000-00000000',
  profile = 'none' as ProfileId,
  features = ['ovens', 'village-size'],
  weights = 'weights of a network',
} = {}): InventedBundle {
  return {
    description: {
      formatVersion: 1,
      name: 'bakeries',
      version,
      kind: 'network',
      createdAt: '2026-01-01T00:00:00.000Z',
      schema: { id: schema.id, version: schema.version },
      profile,
      trainingData: { sha256: 'a'.repeat(64), rows: 100, bad: 20 },
      gitCommit: null,
      seeds: [1, 2],
      libraries: { '@tensorflow/tfjs-core': '4.22.0' },
      backend: 'wasm',
      metrics: { auc: 0.65 },
    },
    files: {
      'schema.json': bytesOf(schema),
      'encoder.json': bytesOf(encoderOf(features)),
      'calibration.json': bytesOf({ kind: 'platt', slope: 1.1, intercept: -0.1 }),
      'scale.json': bytesOf({}),
      'network-0/weights.bin': new TextEncoder().encode(weights),
    },
  };
}

function encoderOf(features: readonly string[]): EncoderState {
  const used = schema.derived.filter(({ name }) => features.includes(name));
  return EncoderState.parse({
    formatVersion: 1,
    schema: { id: schema.id, version: schema.version },
    rows: 100,
    bad: 20,
    keys: [],
    features: used.map((feature) => ({ feature, knots: [], scales: [[0, 1]] })),
    inputs: { ranges: [], missingLimit: 1 },
  });
}

function profileOf(id: ProfileId, forbids: ComplianceProfile['forbids']): ComplianceProfile {
  return ComplianceProfile.parse({ id, title: id, forbids, why: 'Invented.' });
}
