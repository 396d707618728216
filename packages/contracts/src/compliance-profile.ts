import { z } from 'zod';
import { type ApplicationSchema, SensitiveClass } from './application-schema.ts';
import { variablesOf } from './derived-feature.ts';

export const ProfileId = z.enum(['none', 'br', 'eu', 'us-ecoa']);
export type ProfileId = z.infer<typeof ProfileId>;

/** How long decisions and what was given for them are kept, and who says so. */
export const Retention = z.strictObject({ months: z.int().min(1).max(1_200), source: z.string().min(1) });
export type Retention = z.infer<typeof Retention>;

/** Where a profile names no term. */
export const defaultRetention: Retention = {
  months: 60,
  source:
    'No term is fixed by this profile: five years is the default of Bora, not a rule. Not legal advice.',
};

/** Which classes of sensitive variables a served model may not use, and why. Not legal advice. */
export const ComplianceProfile = z.strictObject({
  id: ProfileId,
  title: z.string().min(1),
  forbids: z.array(SensitiveClass),
  why: z.string().min(1),
  /** Absent: `defaultRetention`. */
  retention: Retention.optional(),
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
