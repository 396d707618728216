import { type ComplianceProfile, ModelName, ModelVersion, type Policy, PolicyName } from '@bora/contracts';
import { z } from 'zod';
import type { Config } from '../config.ts';
import type { ModelRegistry } from '../models/model-registry.ts';
import type { ServedModel } from '../models/served-model.ts';
import { assertApplicable } from '../policies/assert-applicable.ts';
import type { PolicyCatalogue } from '../policies/policy-catalogue.ts';

/** `name` or `name/version`. */
export const ModelQuery = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,62}(\/[a-z0-9][a-z0-9.-]{0,62})?$/)
  .describe('name or name/version; the champion of the default model when absent');
export const PolicyQuery = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,62}(\/[1-9][0-9]{0,8})?$/)
  .describe('name or name/version; the live version of the default policy when absent');

/** The query of calls that make scores. */
export const VersionsQuery = z.object({ model: ModelQuery.optional(), policy: PolicyQuery.optional() });
export type VersionsQuery = z.infer<typeof VersionsQuery>;

/** The query of calls that may decide about somebody. */
export const ScoringQuery = VersionsQuery.extend({
  trial: z
    .stringbool()
    .default(false)
    .describe('Score to look at it: nobody is decided about, and nothing of it goes into the record'),
});
export type ScoringQuery = z.infer<typeof ScoringQuery>;

export interface PinnedVersions {
  readonly model: ServedModel;
  readonly policy: Policy;
}

interface PinSources {
  readonly config: Config;
  readonly models: ModelRegistry;
  readonly policies: PolicyCatalogue;
  /** What the platform serves under. */
  readonly profile: ComplianceProfile;
}

/** The model and policy that new work will be scored with, checked against each other. Throws `ApiProblem`. */
export async function pinVersions(sources: PinSources, query: VersionsQuery): Promise<PinnedVersions> {
  const [model, policy] = await Promise.all([
    pinModel(sources, query.model),
    pinPolicy(sources, query.policy),
  ]);
  assertApplicable(policy, model, sources.profile);
  return { model, policy };
}

export function pinModel(
  { config, models }: Pick<PinSources, 'config' | 'models'>,
  query: string | undefined,
): Promise<ServedModel> {
  const [name, version] = (query ?? config.MODEL_NAME).split('/');
  return models.pin(ModelName.parse(name), version === undefined ? undefined : ModelVersion.parse(version));
}

async function pinPolicy(
  { config, policies }: Pick<PinSources, 'config' | 'policies'>,
  query: string | undefined,
): Promise<Policy> {
  const [text, version] = (query ?? config.POLICY_NAME).split('/');
  const name = PolicyName.parse(text);
  return version === undefined ? policies.live(name) : policies.read({ name, version: Number(version) });
}

/** The part of a request's fingerprint that its query is. */
export function queryFingerprint({ model, policy, trial }: ScoringQuery): string {
  return JSON.stringify([model ?? null, policy ?? null, ...(trial ? ['trial'] : [])]);
}
