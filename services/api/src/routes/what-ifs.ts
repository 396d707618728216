import { PendingWhatIf, RowWhatIf, ScoreWhatIf } from '@bora/contracts';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { preferHeader } from '../requests/documented-headers.ts';
import { BatchParams } from '../requests/known-batch.ts';
import { preferredWaitSeconds } from '../scores/prefer-wait.ts';
import type { ApiServices } from '../services.ts';
import { answerWhatIf, type DecidedApplication } from '../what-if/ask-what-if.ts';
import { decidedRow, decidedSingle } from '../what-if/decided-application.ts';
import { problemResponses } from './problem-responses.ts';

const defaultWaitSeconds = 10;
const queued = { state: 'queued' } as const;

const description =
  'The smallest changes of variables that the schema marks changeable with which the same model and policy give ' +
  'the next better decision, each verified by scoring the changed application: the fewest variables, at most ' +
  'five; then the smallest sum of `size`, in which a number counts by its distance over the width of the middle ' +
  '80 % of training and a code counts 1. Values considered are those that training knew, within the bounds, ' +
  'directions and steps of the schema; of a number with more than 60 steps its deciles. Where `isExhaustive` is ' +
  'false, more than 12,000 combinations would have had to be scored, and the search went on from the best ones: a ' +
  'smaller change may exist. That there is none is an answer too. Answers 202 where it is not there within ' +
  '`Prefer: wait=N` (10 seconds by default): ask again.';
const pending = PendingWhatIf.describe('The answer is not there yet');

/** What would change a decision. */
export function whatIfRoutes(services: ApiServices): FastifyPluginAsyncZod {
  /** Undefined where the answer is not there in time. */
  async function answered(request: FastifyRequest, decided: DecidedApplication) {
    request.audit.subject = decided.applicantId || undefined;
    const answer = await answerWhatIf(services, decided, {
      waitSeconds: waitSeconds(request.headers.prefer),
      requestId: request.id,
    });
    return answer && { model: decided.model, policy: decided.policy, ...answer };
  }

  return async (app) => {
    app.get(
      '/scores/:id/what-if',
      {
        config: { permission: 'score:read', audit: 'score.what-if' },
        schema: {
          tags: ['scores'],
          summary: 'The smallest changes that would reach the next better decision',
          description,
          headers: z.looseObject(preferHeader),
          params: z.object({ id: z.string() }),
          response: { 200: ScoreWhatIf, 202: pending, ...problemResponses },
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        const answer = await answered(request, await decidedSingle(services, request.principal, id));
        if (!answer) return reply.code(202).header('retry-after', 1).send(queued);
        return reply.code(200).send({ scoreId: id.toLowerCase(), ...answer });
      },
    );

    app.get(
      '/batches/:id/rows/:row/what-if',
      {
        config: { permission: 'batch:read', audit: 'applicant.what-if' },
        schema: {
          tags: ['batches'],
          summary: "The smallest changes that would reach the next better decision on a row's applicant",
          description,
          headers: z.looseObject(preferHeader),
          params: BatchParams.extend({ row: z.coerce.number().int().min(1).max(1_000_000_000) }),
          response: { 200: RowWhatIf, 202: pending, ...problemResponses },
        },
      },
      async (request, reply) => {
        const { id, row } = request.params;
        const answer = await answered(request, await decidedRow(services, request.principal, id, row));
        if (!answer) return reply.code(202).header('retry-after', 1).send(queued);
        return reply.code(200).send({ batchId: id, row, ...answer });
      },
    );
  };
}

function waitSeconds(prefer: string | string[] | undefined): number {
  return prefer === undefined ? defaultWaitSeconds : preferredWaitSeconds(prefer);
}
