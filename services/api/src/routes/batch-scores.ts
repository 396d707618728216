import type { BatchRecord } from '@bora/batch-store';
import {
  type ApplicationSchema,
  BatchScores,
  Decision,
  ScoreOrder,
  ScoreSearch,
  WarningCode,
} from '@bora/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { scoredAtMs } from '../batches/batch-view.ts';
import { createScorePages } from '../batches/score-page.ts';
import { ApiProblem } from '../errors.ts';
import { overridesOf } from '../records/standing-overrides.ts';
import { BatchParams, readKnownBatch } from '../requests/known-batch.ts';
import { describeScore } from '../scores/describe-score.ts';
import type { ApiServices } from '../services.ts';
import { problemResponses } from './problem-responses.ts';

const config = { permission: 'batch:read', audit: 'batch.view-scores' } as const;
const tags = ['batches'];
const description = 'Rows that are scored; while the batch runs, those that are scored so far.';
const response = { 200: BatchScores, ...problemResponses };

const ScoreQuery = z.strictObject({
  offset: z.coerce.number().int().min(0).max(1_000_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  decision: Decision.optional(),
  warning: WarningCode.optional(),
  reason: z.string().max(200).optional().describe('Name of a variable that is among the reasons'),
  scoreFrom: z.coerce.number().int().optional().describe('Lowest score'),
  scoreTo: z.coerce.number().int().optional().describe('Highest score'),
  sort: ScoreOrder.default('row'),
});

/** Pages of a batch's scores. */
export function batchScoreRoutes({ redis, readTerms, database }: ApiServices): FastifyPluginAsyncZod {
  const readScorePage = createScorePages(redis);

  async function pageOf(batch: BatchRecord, asked: z.output<typeof ScoreSearch>): Promise<BatchScores> {
    const terms = await readTerms(batch.model, batch.policy);
    const { offset, limit, sort, decision, warning, scoreFrom, scoreTo, applicant } = asked;
    const reason = reasonIndex(terms.schema, asked.reason);
    const filter = { decision, warning, reason, scoreFrom, scoreTo, applicant };
    const { total, scores } = await readScorePage(batch, { offset, limit, sort, filter });
    const keyOfRow = (row: number) => ({ source_id: batch.id, row_number: row });
    const overridden = await overridesOf(
      database.query,
      scores.map(({ row }) => keyOfRow(row)),
    );
    return {
      total,
      offset,
      limit,
      scores: scores.map(({ row, applicantId, record }) => ({
        row,
        ...describeScore(terms, record, applicantId, scoredAtMs(batch)),
        ...overridden({ ...keyOfRow(row), decision: record.decision }),
      })),
    };
  }

  return async (app) => {
    app.get(
      '/batches/:id/scores',
      {
        config,
        schema: {
          tags,
          summary: 'A page of scores',
          description,
          params: BatchParams,
          querystring: ScoreQuery,
          response,
        },
      },
      async ({ params, principal, query }) =>
        pageOf(await readKnownBatch(redis, principal, params.id), query),
    );

    app.post(
      '/batches/:id/scores/search',
      {
        config,
        schema: {
          tags,
          summary: 'A page of scores, by the applicant too',
          description: `${description} An applicant's id stands in the body, because addresses are logged.`,
          params: BatchParams,
          body: ScoreSearch,
          response,
        },
      },
      async ({ params, principal, body }) => pageOf(await readKnownBatch(redis, principal, params.id), body),
    );
  };
}

function reasonIndex(schema: ApplicationSchema, name: string | undefined): number | undefined {
  if (name === undefined) return undefined;
  const index = schema.variables.findIndex((variable) => variable.name === name);
  if (index >= 0) return index;
  throw new ApiProblem('bad-request', `The schema ${schema.id} has no variable of the name in "reason".`);
}
