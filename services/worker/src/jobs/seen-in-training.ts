import { hashRows, readManifest, trainingRowCounter, trainingRowsFile } from '@bora/bundle';
import type { ApplicationSchema, ModelReference } from '@bora/contracts';
import type { ApplicantTable } from '@bora/features';
import type { ObjectStore } from '@bora/object-store';

/** How many of these applicants a model was trained on. */
export type SeenInTraining = (
  model: ModelReference,
  schema: ApplicationSchema,
  table: ApplicantTable,
) => Promise<number>;

/** Counts by the hashes in the model's bundle; keeps those of the model that was asked for last. */
export function createSeenInTraining(store: ObjectStore): SeenInTraining {
  let kept: { key: string; counter: Promise<{ salt: string; count: ReturnType<typeof trainingRowCounter> }> };
  return async (model, schema, table) => {
    const key = `${model.name}/${model.version}`;
    if (kept?.key !== key) kept = { key, counter: readCounter(store, model) };
    const { salt, count } = await kept.counter;
    return count(hashRows(schema, table, salt));
  };
}

async function readCounter(store: ObjectStore, model: ModelReference) {
  const { trainingData } = await readManifest(store, model);
  const bytes = await store.get(`${model.name}/${model.version}/${trainingRowsFile}`);
  return { salt: trainingData.sha256, count: trainingRowCounter(bytes) };
}
