import { readAllRejects, readChunkEntries, readRejects, readRowScore } from '@bora/batch-store';
import { BatchRejects, BatchRow, type Reject } from '@bora/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { scoredAtMs } from '../batches/batch-view.ts';
import { chunkOf, givenAsApplication, readGivenRow } from '../batches/given-row.ts';
import { ApiProblem } from '../errors.ts';
import { overridesOf } from '../records/standing-overrides.ts';
import { BatchParams, readKnownBatch } from '../requests/known-batch.ts';
import { describeScore } from '../scores/describe-score.ts';
import { readWarningDetails } from '../scores/read-warning-details.ts';
import type { ApiServices } from '../services.ts';
import { problemResponses } from './problem-responses.ts';

const tags = ['batches'];

/** What became of rows of a batch: those that were rejected, and one row with all that is known of it. */
export function batchResultRoutes(services: ApiServices): FastifyPluginAsyncZod {
  const { redis, cipher, database, readTerms, upload } = services;
  return async (app) => {
    app.get(
      '/batches/:id/rejects',
      {
        config: { permission: 'batch:read', audit: 'batch.view-rejects' },
        schema: {
          tags,
          summary: 'A page of rejected rows, in the order of the file',
          params: BatchParams,
          querystring: z.object({
            offset: z.coerce.number().int().min(0).max(1_000_000_000).default(0),
            limit: z.coerce.number().int().min(1).max(1_000).default(100),
          }),
          response: { 200: BatchRejects, ...problemResponses },
        },
      },
      async ({ params, principal, query: { offset, limit } }) => {
        const batch = await readKnownBatch(redis, principal, params.id);
        const rejects: Reject[] = [];
        let before = 0;
        for await (const found of readAllRejects(redis, cipher, batch)) {
          rejects.push(...found.slice(Math.max(0, offset - before), Math.max(0, offset + limit - before)));
          before += found.length;
          if (before >= offset + limit) break;
        }
        return { total: batch.rowsRejected, offset, limit, rejects };
      },
    );

    app.get(
      '/batches/:id/rows/:row',
      {
        config: { permission: 'batch:read', audit: 'applicant.open' },
        schema: {
          tags,
          summary: 'One applicant: values given, score and reasons, or why there is no score',
          params: BatchParams.extend({ row: z.coerce.number().int().min(1).max(1_000_000_000) }),
          response: { 200: BatchRow, ...problemResponses },
        },
      },
      async (request) => {
        const { id, row } = request.params;
        const batch = await readKnownBatch(redis, request.principal, id);
        if (row > (batch.rows ?? 0)) {
          throw new ApiProblem('row-not-found', `The batch has ${batch.rows ?? 'as yet no'} rows.`);
        }
        const terms = await readTerms(batch.model, batch.policy);
        const key = { source_id: batch.id, row_number: row };
        const [stored, overridden, values, reject] = await Promise.all([
          readRowScore(redis, batch.id, row),
          overridesOf(database.query, [key]),
          readGivenRow(upload.uploads, cipher, terms.schema, batch.id, row),
          readReject(batch.id, row),
        ]);
        request.audit.subject = stored?.applicantId || undefined;
        const score = stored
          ? {
              row,
              ...describeScore(terms, stored.record, stored.applicantId, scoredAtMs(batch)),
              ...overridden({ ...key, decision: stored.record.decision }),
            }
          : null;
        const warningDetails = await readWarningDetails(
          services.readModelWarnings,
          batch.model,
          terms.schema,
          score?.warnings ?? [],
          values && givenAsApplication(values),
        );
        return {
          row,
          values,
          score,
          reject: reject ?? null,
          warningDetails,
          model: batch.model,
          policy: batch.policy,
        };
      },
    );
  };

  async function readReject(batchId: string, row: number) {
    const entries = await readChunkEntries(redis, batchId);
    const inOrder = Array.from({ length: entries.size }, (_, chunk) => entries.get(chunk)!);
    const rejects = await readRejects(redis, cipher, batchId, chunkOf(inOrder, row));
    return rejects.find((reject) => reject.row === row);
  }
}
