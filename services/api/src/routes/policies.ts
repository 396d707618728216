import { Policy, PolicyList, PolicyName } from '@bora/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { noteChange } from '../audit/audited-request.ts';
import { moveKnown } from '../audit/known-live.ts';
import { ApiProblem } from '../errors.ts';
import { assertApplicable } from '../policies/assert-applicable.ts';
import type { PolicyCatalogue } from '../policies/policy-catalogue.ts';
import { ModelQuery, pinModel } from '../requests/versions-query.ts';
import type { ApiServices } from '../services.ts';
import { problemResponses } from './problem-responses.ts';

const tags = ['policies'];

const { approveBelow, declineFrom, description, rules } = Policy.shape;
const NewPolicy = z.strictObject({
  description,
  approveBelow,
  declineFrom,
  rules,
  live: z.boolean().default(false).describe('Make the new version the live one'),
});

/** The policies that there are; a change is a new version. */
export function policyRoutes(services: ApiServices): FastifyPluginAsyncZod {
  const { policies, database } = services;
  return async (app) => {
    app.get(
      '/policies',
      {
        config: { permission: 'policy:read', audit: 'nobody-in-it' },
        schema: {
          tags,
          summary: 'All policies with their versions and the live one',
          response: { 200: PolicyList, ...problemResponses },
        },
      },
      async () => ({
        policies: (await policies.list()).map(({ name, live, versions }) => ({
          name,
          live,
          versions: [...versions],
        })),
      }),
    );

    app.get(
      '/policies/:name/:version',
      {
        config: { permission: 'policy:read', audit: 'nobody-in-it' },
        schema: {
          tags,
          summary: 'One version of a policy',
          params: z.object({ name: PolicyName, version: z.coerce.number().int().min(1) }),
          response: { 200: Policy, ...problemResponses },
        },
      },
      async ({ params }) => policies.read(params),
    );

    app.put(
      '/policies/:name',
      {
        config: { permission: 'policy:change', audit: 'policy.create' },
        schema: {
          tags,
          summary: 'Store the next version of a policy, and make it live if asked',
          description:
            'Its rules are checked against the schema of `model`, by default the champion, and may read no ' +
            'variable that the compliance profile forbids.',
          params: z.object({ name: PolicyName }),
          querystring: z.object({ model: ModelQuery.optional() }),
          body: NewPolicy,
          response: { 201: Policy, ...problemResponses },
        },
      },
      async (request, reply) => {
        const {
          query,
          body: { live, ...draft },
        } = request;
        const { name } = request.params;
        const candidate = { ...draft, name, version: 1, createdAt: new Date().toISOString() };
        const parsed = Policy.safeParse(candidate);
        if (!parsed.success) {
          throw new ApiProblem(
            'policy-invalid',
            parsed.error.issues.map(({ message }) => message).join('; '),
          );
        }
        if (draft.rules.length > 0) {
          // It has no version yet to be named by.
          const { version: _version, name: _name, ...unnamed } = parsed.data;
          assertApplicable(unnamed, await pinModel(services, query.model), services.profile);
        }
        const before = await liveBefore(policies, name);
        const policy = await policies.create(name, draft);
        if (live)
          await moveKnown(
            database.query,
            'policy',
            () => policies.makeLive(policy),
            ({ version, madeLiveAt }) => ({ name, version: String(version), movedAt: madeLiveAt }),
          );
        noteChange(request, 'version', null, policy.version);
        for (const setting of ['approveBelow', 'declineFrom', 'rules'] as const)
          noteChange(request, setting, before?.[setting], policy[setting]);
        if (live) noteChange(request, 'live', before?.version, policy.version);
        return reply
          .code(201)
          .header('location', `/v1/policies/${policy.name}/${policy.version}`)
          .send(policy);
      },
    );
  };
}

/** What a change is compared with; a policy's first version changes nothing. */
async function liveBefore(policies: PolicyCatalogue, name: string): Promise<Policy | undefined> {
  try {
    return await policies.live(name);
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'policy-not-found') return undefined;
    throw error;
  }
}
