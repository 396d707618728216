import {
  BundleNotFoundError,
  EvaluationDamagedError,
  EvaluationNotFoundError,
  readEvaluation,
} from '@bora/bundle';
import type { EvaluationReport, ModelReference } from '@bora/contracts';
import type { ObjectStore } from '@bora/object-store';
import { ApiProblem, storeDamaged } from '../errors.ts';
import { modelRefused, refusalOf } from './model-refusal.ts';
import { modelId } from './served-model.ts';

/** What was measured of a version, also of one that may not serve here. Throws `ApiProblem`. */
export async function modelEvaluation(store: ObjectStore, model: ModelReference): Promise<EvaluationReport> {
  try {
    return await readEvaluation(store, model);
  } catch (error) {
    if (error instanceof EvaluationNotFoundError) throw new ApiProblem('evaluation-not-found', error.message);
    if (error instanceof EvaluationDamagedError) throw storeDamaged(error);
    if (error instanceof BundleNotFoundError) {
      throw new ApiProblem('model-not-found', `There is no model version ${modelId(model)}.`);
    }
    const refusal = refusalOf(error);
    throw refusal ? modelRefused(model, refusal) : error;
  }
}
