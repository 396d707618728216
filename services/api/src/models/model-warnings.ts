import { readManifest } from '@bora/bundle';
import { type ApplicationSchema, type ModelReference, PointsScale } from '@bora/contracts';
import { type ApplicantTable, createEncoder, EncoderState } from '@bora/features';
import type { ObjectStore } from '@bora/object-store';
import { applyScorecard, Scorecard } from '@bora/scorecard';
import type { z } from 'zod';
import { modelId } from './served-model.ts';

/** Warning bits that a model adds to those of validation, a row each; nothing is scored for them. */
export type ModelWarnings = (table: ApplicantTable) => Uint32Array;

const maximumKept = 4;

/** What model versions warn of, read when it is asked for. Rejects where the bundle is gone or damaged. */
export function createModelWarnings(
  store: ObjectStore,
): (model: ModelReference, schema: ApplicationSchema) => Promise<ModelWarnings> {
  const kept = new Map<string, ModelWarnings>();
  return async (model, schema) => {
    const id = modelId(model);
    const warnings = kept.get(id) ?? (await readWarnings(store, model, schema));
    kept.delete(id);
    kept.set(id, warnings);
    const [oldest] = kept.keys();
    if (kept.size > maximumKept && oldest !== undefined) kept.delete(oldest);
    return warnings;
  };
}

async function readWarnings(
  store: ObjectStore,
  model: ModelReference,
  schema: ApplicationSchema,
): Promise<ModelWarnings> {
  const { kind } = await readManifest(store, model);
  const json = async <Output>(name: string, type: z.ZodType<Output>) =>
    type.parse(JSON.parse(Buffer.from(await store.get(`${modelId(model)}/${name}`)).toString()));
  if (kind === 'network') {
    const encoder = createEncoder(schema, await json('encoder.json', EncoderState));
    return (table) => encoder.encode(table).warnings;
  }
  const scorecard = await json('scorecard.json', Scorecard);
  const applied = applyScorecard(scorecard, schema, await json('scale.json', PointsScale));
  return (table) => applied.warnings(table, applied.bins(table));
}
