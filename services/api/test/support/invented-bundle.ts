import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createPolicy, makePolicyLive, promoteChampion, requirementOf, writeBundle } from '@bora/bundle';
import type { ModelReference } from '@bora/contracts';
import { fitEncoder, openApplicantFile, parseApplicants } from '@bora/features';
import { openObjectStore } from '@bora/object-store';
import { inventedCsv, inventedSchema } from './invented-schema.ts';

export const modelName = 'invented';

/**
 * Stores a bundle whose weights are no network: the api never runs one. With `usesNote` it uses a variable that
 * the profile `br` forbids.
 */
export async function storeInventedBundle(
  location: string,
  version: string,
  { isChampion = true, usesNote = false, createdAt = '2026-01-01T00:00:00.000Z' } = {},
): Promise<ModelReference> {
  const store = openObjectStore(location);
  const requirement = await requirementOf('none');
  const encoder = inventedEncoder(usesNote);
  const json = (value: object) => Buffer.from(JSON.stringify(value));
  await writeBundle(
    store,
    {
      formatVersion: 1,
      name: modelName,
      version,
      kind: 'network',
      createdAt,
      schema: { id: inventedSchema.id, version: inventedSchema.version },
      profile: usesNote ? 'none' : 'br',
      trainingData: { sha256: '0'.repeat(64), rows: 1, bad: 0 },
      gitCommit: null,
      seeds: [1],
      libraries: {},
      backend: 'none',
      metrics: { auc: 0.5 },
    },
    {
      'schema.json': json(inventedSchema),
      'encoder.json': json(encoder),
      'calibration.json': json({ kind: 'platt', slope: 1, intercept: 0 }),
      'scale.json': json({
        scoreAtBaseOdds: 600,
        baseOdds: 50,
        pointsToDoubleOdds: 20,
        minimum: 300,
        maximum: 850,
      }),
      'weights.bin': Buffer.from([1, 2, 3, 4]),
    },
    requirement,
  );
  const reference = { name: modelName, version };
  if (isChampion) await promoteChampion(store, reference, requirement);
  await store.close();
  return reference;
}

/** Flips a bit of a stored file of the invented model, such as `v1/weights.bin`, in a folder store. */
export async function damageInvented(location: string, file: string): Promise<void> {
  const path = join(location.slice('file:'.length), modelName, file);
  const bytes = await readFile(path);
  bytes[0]! ^= 1;
  await writeFile(path, bytes);
}

/** Stores the policy `default`, version 1, and makes it live. */
export async function storeDefaultPolicy(location: string): Promise<void> {
  const store = openObjectStore(location);
  const policy = await createPolicy(store, 'default', {
    description: '',
    approveBelow: 0.2,
    declineFrom: 0.3,
    rules: [],
  });
  await makePolicyLive(store, policy);
  await store.close();
}

function inventedEncoder(usesNote: boolean) {
  const features = inventedSchema.derived.filter(({ name }) => usesNote || name !== 'note');
  const rows = 60;
  const { layout, records, firstLine } = openApplicantFile(Buffer.from(inventedCsv(rows)), inventedSchema);
  const { table } = parseApplicants(records, layout, inventedSchema, { firstRow: 1, firstLine });
  const alternating = Uint8Array.from({ length: rows }, (_, row) => row % 2);
  return fitEncoder(inventedSchema, features, table, alternating, alternating).state;
}
