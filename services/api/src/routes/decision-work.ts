import { randomUUID } from 'node:crypto';
import { DecisionWork, NewNote, NewReviewRequest } from '@bora/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { keyOf } from '../records/decision-key.ts';
import type { ApiServices } from '../services.ts';
import { decisionChanges } from '../workflow/decision-changes.ts';
import { problemResponses } from './problem-responses.ts';

const tags = ['workflow'];
const permission = 'referral:settle';
const params = z.object({ id: z.string().describe('Id of the decision') });
const response = { 200: DecisionWork, ...problemResponses };

/** What people did about a decision, their notes, and requests for review. */
export function decisionWorkRoutes(services: ApiServices): FastifyPluginAsyncZod {
  const changes = decisionChanges(services);
  return async (app) => {
    app.get(
      '/decisions/:id/work',
      {
        config: { permission, audit: 'decision.view-work' },
        schema: { tags, summary: 'What people did about a decision', params, response },
      },
      (request) => changes.read(request, request.params.id),
    );

    app.post(
      '/decisions/:id/notes',
      {
        config: { permission, audit: 'decision.note' },
        schema: { tags, summary: 'Write a note on a decision', params, body: NewNote, response },
      },
      (request) =>
        changes.make(request, request.params.id, async (transaction, decision) => {
          const { personId: person_id, name: person_name } = request.principal;
          const note = { id: randomUUID(), ...keyOf(decision), note: request.body.text };
          await transaction
            .insertInto('decision_notes')
            .values({ ...note, person_id, person_name })
            .execute();
        }),
    );

    app.post(
      '/decisions/:id/review-requests',
      {
        config: { permission, audit: 'decision.request-review' },
        schema: {
          tags,
          summary: 'Record that the applicant asked for a person to review the decision',
          params,
          body: NewReviewRequest,
          response,
        },
      },
      (request) =>
        changes.make(request, request.params.id, async (transaction, decision) => {
          const { personId: person_id, name: person_name } = request.principal;
          const { requestedOn: requested_on, text } = request.body;
          const asked = { id: randomUUID(), ...keyOf(decision), requested_on, request: text };
          await transaction
            .insertInto('review_requests')
            .values({ ...asked, person_id, person_name, settled_at: null })
            .execute();
        }),
    );
  };
}
