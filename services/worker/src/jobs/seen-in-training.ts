import {
  BundleDamagedError,
  BundleFormatError,
  BundleNotFoundError,
  hashRows,
  readManifest,
  trainingRowCounter,
  trainingRowsFile,
} from '@bora/bundle';
import type { ApplicationSchema, ModelReference } from '@bora/contracts';
import type { ApplicantTable } from '@bora/features';
import { ObjectDamagedError, ObjectNotFoundError, type ObjectStore } from '@bora/object-store';
import { JobError } from '@bora/queue-work';

/** How many of these applicants a model was trained on. Rejects with `JobError` where its bundle does not tell. */
export type SeenInTraining = (
  model: ModelReference,
  schema: ApplicationSchema,
  table: ApplicantTable,
) => Promise<number>;

interface KeptRows {
  readonly key: string;
  readonly salt: string;
  readonly count: ReturnType<typeof trainingRowCounter>;
}

/** A simulation asks for one model, or for two in turn. */
const mostKept = 2;

/** Counts by the hashes in the model's bundle; keeps those of the models that were asked for last. */
export function createSeenInTraining(store: ObjectStore): SeenInTraining {
  let kept: readonly KeptRows[] = [];
  return async (model, schema, table) => {
    const key = `${model.name}/${model.version}`;
    // Kept only once they are read: a store that was away is asked again.
    const rows = kept.find((one) => one.key === key) ?? (await readRows(store, model, key));
    kept = [rows, ...kept.filter((one) => one.key !== key)].slice(0, mostKept);
    return rows.count(hashRows(schema, table, rows.salt));
  };
}

async function readRows(store: ObjectStore, model: ModelReference, key: string): Promise<KeptRows> {
  try {
    const { trainingData } = await readManifest(store, model);
    const bytes = await store.get(`${key}/${trainingRowsFile}`);
    return { key, salt: trainingData.sha256, count: trainingRowCounter(bytes) };
  } catch (error) {
    if (!unusable.some((type) => error instanceof type)) throw error;
    const message = `The model ${key} is gone or damaged, so nobody can tell which rows it has seen: store it again.`;
    throw new JobError('model-unusable', message, 'no');
  }
}

const unusable = [
  BundleDamagedError,
  BundleFormatError,
  BundleNotFoundError,
  ObjectDamagedError,
  ObjectNotFoundError,
];
