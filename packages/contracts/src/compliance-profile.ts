import { z } from 'zod';
import { type ApplicationSchema, SensitiveClass } from './application-schema.ts';
import { variablesOf } from './derived-feature.ts';

export const ProfileId = z.enum(['none', 'br', 'eu', 'us-ecoa']);
export type ProfileId = z.infer<typeof ProfileId>;

/** Which classes of sensitive variables a served model may not use, and why. Not legal advice. */
export const ComplianceProfile = z.strictObject({
  id: ProfileId,
  title: z.string().min(1),
  forbids: z.array(SensitiveClass),
  why: z.string().min(1),
});
export type ComplianceProfile = z.infer<typeof ComplianceProfile>;

/** Names of the schema's variables that the profile forbids. */
export function forbiddenVariables(schema: ApplicationSchema, profile: ComplianceProfile): Set<string> {
  const forbidden = schema.variables.filter(
    (variable) => variable.sensitive !== undefined && profile.forbids.includes(variable.sensitive),
  );
  return new Set(forbidden.map((variable) => variable.name));
}

/** The schema's derived features that read no forbidden variable: what a model under the profile may use. */
export function allowedFeatures(
  schema: ApplicationSchema,
  profile: ComplianceProfile,
): ApplicationSchema['derived'] {
  const forbidden = forbiddenVariables(schema, profile);
  return schema.derived.filter((feature) => variablesOf(feature).every((name) => !forbidden.has(name)));
}
