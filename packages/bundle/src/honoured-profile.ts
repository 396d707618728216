import {
  type ApplicationSchema,
  type ComplianceProfile,
  type DerivedFeature,
  forbiddenVariables,
  variablesOf,
} from '@bora/contracts';
import { ForbiddenVariableError } from './bundle-error.ts';

/**
 * Holds the features that a model really uses against a compliance profile: no one of them may read a variable of
 * a class that the profile forbids.
 *
 * @param schema names the sensitive variables.
 * @param features the derived features of the model's encoder.
 * @throws ForbiddenVariableError naming the first such variable and feature.
 */
export function assertProfileHonoured(
  schema: ApplicationSchema,
  features: readonly DerivedFeature[],
  profile: ComplianceProfile,
): void {
  const forbidden = forbiddenVariables(schema, profile);
  for (const feature of features) {
    for (const variable of variablesOf(feature)) {
      if (forbidden.has(variable)) throw new ForbiddenVariableError(variable, feature.name, profile.id);
    }
  }
}
