import { ApplicationSchema, type ModelReference } from '@bora/contracts';
import { ObjectDamagedError, ObjectNotFoundError, type ObjectStore } from '@bora/object-store';
import { ApiProblem } from '../errors.ts';
import { type Speaker, speakersOf } from '../scores/describe-score.ts';
import { modelId } from './served-model.ts';

const maximumKept = 32;

/** A schema with what its variables say in reasons. */
export interface StoredSchema {
  readonly schema: ApplicationSchema;
  readonly speakers: readonly Speaker[];
}

/**
 * Schemas of model versions, for describing scores that were given: also of a version that would be refused
 * today, because results stay readable.
 */
export function createStoredSchemas(store: ObjectStore): (model: ModelReference) => Promise<StoredSchema> {
  const schemas = new Map<string, StoredSchema>();
  return async (model) => {
    const id = modelId(model);
    const known = schemas.get(id) ?? (await readSchema(store, model));
    schemas.delete(id);
    schemas.set(id, known);
    const [oldest] = schemas.keys();
    if (schemas.size > maximumKept && oldest !== undefined) schemas.delete(oldest);
    return known;
  };
}

async function readSchema(store: ObjectStore, model: ModelReference): Promise<StoredSchema> {
  try {
    const bytes = await store.get(`${modelId(model)}/schema.json`);
    const schema = ApplicationSchema.parse(JSON.parse(Buffer.from(bytes).toString()));
    return { schema, speakers: speakersOf(schema) };
  } catch (error) {
    if (!(error instanceof ObjectNotFoundError || error instanceof ObjectDamagedError)) throw error;
    throw new ApiProblem('model-refused', `The schema of the model ${modelId(model)} is gone or damaged.`, {
      cause: error,
    });
  }
}
