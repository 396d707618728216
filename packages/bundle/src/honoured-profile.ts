import { type ApplicationSchema, type ComplianceProfile, forbiddenVariables } from '@bora/contracts';
import { ForbiddenVariableError } from './bundle-error.ts';

/** A part of a model and the variables that it reads. */
export interface VariableUse {
  readonly name: string;
  readonly variables: readonly string[];
}

/**
 * Holds what a model really uses against a compliance profile: no part of it may read a variable of a class that
 * the profile forbids.
 *
 * @param schema names the sensitive variables.
 * @param uses the derived features of the model's encoder, or the variables of its scorecard.
 * @throws ForbiddenVariableError naming the first such variable and feature.
 */
export function assertProfileHonoured(
  schema: ApplicationSchema,
  uses: readonly VariableUse[],
  profile: ComplianceProfile,
): void {
  const forbidden = forbiddenVariables(schema, profile);
  for (const { name, variables } of uses) {
    for (const variable of variables) {
      if (forbidden.has(variable)) throw new ForbiddenVariableError(variable, name, profile.id);
    }
  }
}
