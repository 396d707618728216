import { cancelBatch, listBatches, readBatch } from '@bora/batch-store';
import { Batch, BatchId, BatchList, batchRecordJobId } from '@bora/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { batchView } from '../batches/batch-view.ts';
import { ApiProblem, batchNotFound } from '../errors.ts';
import { BatchParams, readKnownBatch } from '../requests/known-batch.ts';
import type { ApiServices } from '../services.ts';
import { problemResponses } from './problem-responses.ts';

const tags = ['batches'];

/** The batches themselves: list, state, cancel. */
export function batchRoutes({ redis, recordQueue }: ApiServices): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/batches',
      {
        config: { audit: 'nobody-in-it' },
        schema: {
          tags,
          summary: 'Batches, newest first',
          querystring: z.object({
            limit: z.coerce.number().int().min(1).max(100).default(20),
            cursor: BatchId.optional().describe('`nextCursor` of the page before'),
          }),
          response: { 200: BatchList, ...problemResponses },
        },
      },
      async ({ query }) => {
        const { batches, next } = await listBatches(redis, query.limit, query.cursor);
        return { batches: batches.map((batch) => batchView(batch)), nextCursor: next };
      },
    );

    app.get(
      '/batches/:id',
      {
        config: { audit: 'nobody-in-it' },
        schema: {
          tags,
          summary: 'State, counts, rate, remaining time and summary of a batch',
          params: BatchParams,
          response: { 200: Batch, ...problemResponses },
        },
      },
      async ({ params }) => batchView(await readKnownBatch(redis, params.id)),
    );

    app.delete(
      '/batches/:id',
      {
        config: { audit: 'batch.cancel' },
        schema: {
          tags,
          summary: 'Cancel a batch; rows scored before stay readable',
          params: BatchParams,
          response: { 200: Batch, ...problemResponses },
        },
      },
      async ({ params }) => {
        const { id } = await readKnownBatch(redis, params.id);
        if (!(await cancelBatch(redis, id))) {
          throw new ApiProblem('batch-ended', 'The batch has ended already: there is nothing to cancel.');
        }
        const batch = await readBatch(redis, id);
        if (!batch) throw batchNotFound();
        // Where this fails the worker's reconciler adds it.
        if (batch.rowsScored > 0)
          await recordQueue
            .add([{ id: batchRecordJobId(id), payload: { v: 1, kind: 'batch', batchId: id } }])
            .catch(() => {});
        return batchView(batch);
      },
    );
  };
}
