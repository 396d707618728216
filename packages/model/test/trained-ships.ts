import { type LoadedBundle, readBundle, writeBundle } from '@bora/bundle';
import { PointsScale } from '@bora/contracts';
import { openObjectStore } from '@bora/object-store';
import { temporaryDirectory } from '@bora/testing';
import { type ModelOrder, type TrainedModel, type TrainingRun, trainModel } from '../src/index.ts';
import { inventedShips, shipProfiles, shipSchema } from './invented-applicants.ts';

export const shipOrder: ModelOrder = {
  name: 'ships',
  schema: shipSchema,
  profile: shipProfiles[0],
  scale: PointsScale.parse({}),
  options: { seeds: [1, 2], epochs: 4 },
  createdAt: new Date('2026-01-02T03:04:05.678Z'),
  gitCommit: null,
  trainingDataSha256: 'a'.repeat(64),
};

export const ships = inventedShips(1500);

export function trainShips(
  more: Partial<ModelOrder> = {},
  run: Partial<TrainingRun> = {},
): Promise<TrainedModel> {
  return trainModel({ ...shipOrder, ...more }, ships, { backend: 'auto', threadCount: 2, ...run });
}

/** The model after a real journey through a folder store. */
export async function throughStore(
  description: TrainedModel['description'],
  files: TrainedModel['files'],
): Promise<LoadedBundle> {
  const directory = await temporaryDirectory();
  const store = openObjectStore(`file:${directory.path}`);
  try {
    const requirement = { profiles: shipProfiles };
    return await readBundle(store, await writeBundle(store, description, files, requirement), requirement);
  } finally {
    await store.close();
    await directory.remove();
  }
}
