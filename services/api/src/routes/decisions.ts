import { DecisionSearch, DecisionValues, RecordedDecision, RecordedDecisionList } from '@bora/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { onlySubject } from '../audit/only-subject.ts';
import { readerOf } from '../records/decision-reader.ts';
import { readDecisionValues } from '../records/decision-values.ts';
import { viewDecisions } from '../records/decision-view.ts';
import { findDecisions } from '../records/find-decisions.ts';
import { momentOf } from '../requests/moment.ts';
import type { ApiServices } from '../services.ts';
import { readViewableDecision } from '../workflow/viewable-decision.ts';
import { problemResponses } from './problem-responses.ts';

const tags = ['decisions'];
const DecisionParams = z.object({ id: z.string().describe('Id of the decision') });

/** The record of decisions: search, one decision, what was given for it. */
export function decisionRoutes(services: ApiServices): FastifyPluginAsyncZod {
  const { query: database } = services.database;
  return async (app) => {
    app.post(
      '/decisions/search',
      {
        config: { permission: 'decision:read', audit: 'decision.search' },
        schema: {
          tags,
          summary: 'Recorded decisions that one may read, newest first',
          description:
            'Decisions stand here within seconds of the score, and as long as the record is kept. The values that were ' +
            'given are asked for one by one. What is searched for stands in the body, because addresses are logged.',
          body: DecisionSearch,
          response: { 200: RecordedDecisionList, ...problemResponses },
        },
      },
      async (request) => {
        const { limit, cursor, from, to, ...asked } = request.body;
        const reader = readerOf(request.principal);
        const filter = { ...asked, from: momentOf(from), to: momentOf(to), reader };
        const { records, next } = await findDecisions(database, filter, limit, cursor);
        request.audit.subject =
          asked.applicantId ?? onlySubject(records.map(({ applicant_id }) => applicant_id));
        return { decisions: await viewDecisions(database, records), nextCursor: next };
      },
    );

    app.get(
      '/decisions/:id',
      {
        config: { permission: 'decision:read', audit: 'decision.view' },
        schema: {
          tags,
          summary: 'A recorded decision with its reasons, model and policy',
          params: DecisionParams,
          response: { 200: RecordedDecision, ...problemResponses },
        },
      },
      async (request) => {
        const decision = await readViewableDecision(database, request.params.id, request.principal);
        request.audit.subject = decision.applicantId || undefined;
        return decision;
      },
    );

    app.get(
      '/decisions/:id/values',
      {
        config: { permission: 'decision:read', audit: 'applicant.open' },
        schema: {
          tags,
          summary: 'What was given for a decision, as long as the record is kept',
          params: DecisionParams,
          response: { 200: DecisionValues, ...problemResponses },
        },
      },
      async (request) => {
        const decision = await readViewableDecision(database, request.params.id, request.principal);
        request.audit.subject = decision.applicantId || undefined;
        return readDecisionValues({ ...services, ...services.upload, query: database }, decision.id);
      },
    );
  };
}
