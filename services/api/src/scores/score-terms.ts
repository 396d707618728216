import type { ModelReference, PolicyReference } from '@bora/contracts';
import type { StoredSchema } from '../models/stored-schema.ts';
import type { PolicyCatalogue } from '../policies/policy-catalogue.ts';
import type { ScoreTerms } from './describe-score.ts';

/** The words for scores of a model and policy version. */
export type ReadScoreTerms = (model: ModelReference, policy: PolicyReference) => Promise<ScoreTerms>;

export function createScoreTerms(
  schemaOf: (model: ModelReference) => Promise<StoredSchema>,
  policies: PolicyCatalogue,
): ReadScoreTerms {
  return async (model, reference) => {
    const [stored, policy] = await Promise.all([schemaOf(model), policies.read(reference)]);
    return { model, ...stored, policy };
  };
}
