import { readApplication } from '@bora/batch-store';
import { Application, PendingScore, Score } from '@bora/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { answerOnce } from '../idempotency/once.ts';
import { requestStore } from '../idempotency/request-store.ts';
import { ownerOf } from '../owner.ts';
import { idempotencyHeader, preferHeader } from '../requests/documented-headers.ts';
import { readKnownScore } from '../requests/known-score.ts';
import { ScoringQuery } from '../requests/versions-query.ts';
import { preferredWaitSeconds } from '../scores/prefer-wait.ts';
import { readWarningDetails } from '../scores/read-warning-details.ts';
import { singleRequest } from '../scores/single-request.ts';
import { singleScoreView } from '../scores/single-score-view.ts';
import type { ApiServices } from '../services.ts';
import { problemResponses } from './problem-responses.ts';

const tags = ['scores'];
const bodyLimitBytes = 256 * 1024;

const responses = {
  200: z.union([Score, PendingScore]).describe('The end: a score, or why there is none'),
  202: PendingScore.describe('The application waits for its score'),
  ...problemResponses,
};
const AnyScore = z.union([Score, PendingScore]);

/** Single applications. */
export function scoreRoutes(services: ApiServices): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/scores',
      {
        config: { permission: 'score:create', audit: 'decision-is-the-record' },
        bodyLimit: bodyLimitBytes,
        schema: {
          tags,
          summary: 'Score one application',
          description:
            'Values by variable name; an absent key is a missing value. Answers 202 with the address of the ' +
            'score; with `Prefer: wait=N` (at most 30 seconds) 200 with the score itself, if it is there in time. ' +
            'With an `Idempotency-Key` a repeated request gets the same score, as it is by then.',
          headers: z.looseObject({ ...idempotencyHeader, ...preferHeader }),
          querystring: ScoringQuery,
          body: Application,
          response: responses,
        },
      },
      async (request, reply) => {
        const waitSeconds = preferredWaitSeconds(request.headers.prefer);
        const once = singleRequest(services, {
          requestId: request.id,
          owner: ownerOf(request),
          query: request.query,
          application: request.body,
          waitSeconds,
        });
        const { answer, isReplay } = await answerOnce(requestStore(request, services), once, request.log);
        if (waitSeconds > 0) reply.header('preference-applied', `wait=${waitSeconds}`);
        if (isReplay) reply.header('idempotent-replayed', 'true');
        reply.header('location', answer.location);
        const view = AnyScore.parse(JSON.parse(answer.body));
        return view.state === 'queued' ? reply.code(202).send(view) : reply.code(200).send(view);
      },
    );

    app.get(
      '/scores/:id',
      {
        config: { permission: 'score:read', audit: 'score.view' },
        schema: {
          tags,
          summary: 'The score of a single application',
          params: z.object({ id: z.string() }),
          response: responses,
        },
      },
      async (request, reply) => {
        const single = await readKnownScore(services.redis, request.principal, request.params.id);
        const view = await singleScoreView(single, services.readTerms);
        if (view.state === 'scored') request.audit.subject = view.applicantId || undefined;
        if (view.state === 'scored') return reply.code(200).send(await withWarningDetails(view));
        if (view.state === 'failed') return reply.code(200).send(view);
        return reply.code(202).header('retry-after', 1).send(view);
      },
    );
  };

  async function withWarningDetails(score: Score): Promise<Score> {
    const { redis, cipher, readTerms, readModelWarnings } = services;
    const { id, model, policy, warnings } = score;
    if (warnings.length === 0) return score;
    const { schema } = await readTerms(model, policy);
    const application = await readApplication(redis, cipher, id);
    const details = await readWarningDetails(readModelWarnings, model, schema, warnings, application);
    return details ? { ...score, warningDetails: details } : score;
  }
}
