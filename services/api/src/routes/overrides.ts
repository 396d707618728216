import { DecisionWork, NewOverride } from '@bora/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { noteChange } from '../audit/audited-request.ts';
import type { ApiServices } from '../services.ts';
import { claimDecision, releaseDecision } from '../workflow/claims.ts';
import { confirmOverride } from '../workflow/confirm-override.ts';
import { decisionChanges } from '../workflow/decision-changes.ts';
import { overrideDecision } from '../workflow/override-decision.ts';
import { readOverrideReasons } from '../workflow/override-reasons.ts';
import { problemResponses } from './problem-responses.ts';

const tags = ['workflow'];
const permission = 'referral:settle';
const params = z.object({ id: z.string().describe('Id of the decision') });
const response = { 200: DecisionWork, ...problemResponses };

/** Taking a decision to work on, deciding otherwise, and the second person; the decision itself never changes. */
export function overrideRoutes(services: ApiServices): FastifyPluginAsyncZod {
  const changes = decisionChanges(services);
  const terms = async () => ({
    reasons: await readOverrideReasons(),
    secondPersonAbove: services.config.SECOND_PERSON_ABOVE,
  });

  return async (app) => {
    app.put(
      '/decisions/:id/claim',
      {
        config: { permission, audit: 'decision.claim' },
        schema: { tags, summary: 'Take a decision to work on', params, response },
      },
      (request) =>
        changes.make(request, request.params.id, (transaction, decision) =>
          claimDecision(transaction, decision, request.principal),
        ),
    );

    app.delete(
      '/decisions/:id/claim',
      {
        config: { permission, audit: 'decision.release' },
        schema: {
          tags,
          summary: 'Give a decision back; an administrator may do so for others',
          params,
          response,
        },
      },
      (request) =>
        changes.make(request, request.params.id, (transaction, decision) =>
          releaseDecision(transaction, decision, request.principal),
        ),
    );

    app.post(
      '/decisions/:id/overrides',
      {
        config: { permission, audit: 'decision.override' },
        schema: {
          tags,
          summary: 'Decide otherwise, or uphold the decision, with a reason',
          description:
            'Approving what the policy declines, and what is above `SECOND_PERSON_ABOVE`, is proposed and changes ' +
            'nothing until another person confirms it.',
          params,
          body: NewOverride,
          response,
        },
      },
      (request) =>
        changes.make(request, request.params.id, async (transaction, decision) => {
          const { principal, body: given } = request;
          const made = await overrideDecision(transaction, decision, principal, given, await terms());
          const setting = made.isProposed ? 'proposed decision' : 'decision';
          noteChange(request, setting, made.from, given.decision);
          noteChange(request, 'reason', null, given.reason);
        }),
    );

    app.post(
      '/decisions/:id/overrides/:override/confirmation',
      {
        config: { permission, audit: 'decision.confirm' },
        schema: {
          tags,
          summary: "Let somebody else's override stand, or refuse it",
          params: params.extend({ override: z.uuid() }),
          body: z.strictObject({ stands: z.boolean() }),
          response,
        },
      },
      (request) =>
        changes.make(request, request.params.id, async (transaction, decision) => {
          const { stands } = request.body;
          await confirmOverride(transaction, decision, request.params.override, request.principal, stands);
          noteChange(request, 'override', 'proposed', stands ? 'stands' : 'refused');
        }),
    );
  };
}
