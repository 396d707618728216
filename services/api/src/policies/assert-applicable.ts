import {
  type ComplianceProfile,
  forbiddenVariables,
  type PolicyReference,
  type PolicyTerms,
} from '@bora/contracts';
import { compilePolicy, PolicyError } from '@bora/decision';
import { ApiProblem } from '../errors.ts';
import { modelId, type ServedModel } from '../models/served-model.ts';

/**
 * Throws `policy-invalid` where a rule cannot be applied to the applicants of the model, or reads a variable that
 * the serving profile forbids: what a model may not use, a rule may not use instead.
 *
 * @param policy without a reference where no version has it yet.
 */
export function assertApplicable(
  policy: PolicyTerms & Partial<PolicyReference>,
  model: Pick<ServedModel, 'reference' | 'schema'>,
  profile: ComplianceProfile,
): void {
  try {
    compilePolicy(policy, model.schema);
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    throw new ApiProblem(
      'policy-invalid',
      `The ${nameOf(policy)} does not fit the model ${modelId(model.reference)}. ${error.message}`,
    );
  }
  const forbidden = forbiddenVariables(model.schema, profile);
  for (const { code, when } of policy.rules) {
    if (!forbidden.has(when.variable)) continue;
    throw new ApiProblem(
      'policy-invalid',
      `The rule ${code} of the ${nameOf(policy)} reads ${when.variable}, which the ` +
        `compliance profile ${profile.id} forbids: remove the rule.`,
      { fields: [when.variable] },
    );
  }
}

function nameOf({ name, version }: Partial<PolicyReference>): string {
  return name === undefined ? 'policy' : `policy ${name}/${version}`;
}
