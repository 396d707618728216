import { type BatchRecord, cancelBatch, listBatches, readBatch } from '@bora/batch-store';
import { Batch, BatchId, BatchList, BatchSharing, batchRecordJobId } from '@bora/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { noteChange } from '../audit/audited-request.ts';
import { batchFor } from '../batches/batch-for.ts';
import { ApiProblem, batchNotFound } from '../errors.ts';
import { assertOwn } from '../people/ownership.ts';
import { shareOwnBatch } from '../records/shared-batches.ts';
import { BatchParams, mayReadBatch, readKnownBatch } from '../requests/known-batch.ts';
import type { ApiServices } from '../services.ts';
import { problemResponses } from './problem-responses.ts';

const tags = ['batches'];

/** The batches themselves: list, state, cancel. */
export function batchRoutes(services: ApiServices): FastifyPluginAsyncZod {
  const { redis, recordQueue } = services;
  return async (app) => {
    app.get(
      '/batches',
      {
        config: { permission: 'batch:read', audit: 'nobody-in-it' },
        schema: {
          tags,
          summary: 'Batches that one may read, newest first',
          querystring: z.object({
            limit: z.coerce.number().int().min(1).max(100).default(20),
            cursor: BatchId.optional().describe('`nextCursor` of the page before'),
          }),
          response: { 200: BatchList, ...problemResponses },
        },
      },
      async ({ principal, query: { limit, cursor } }) => {
        const isWanted = (batch: BatchRecord) => mayReadBatch(principal, batch);
        const { items, next } = await listBatches(redis, { limit, after: cursor, isWanted });
        const batches = await Promise.all(items.map((batch) => batchFor(redis, principal, batch)));
        return { batches, nextCursor: next };
      },
    );

    app.get(
      '/batches/:id',
      {
        config: { permission: 'batch:read', audit: 'nobody-in-it' },
        schema: {
          tags,
          summary: 'State, counts, rate, remaining time and summary of a batch',
          params: BatchParams,
          response: { 200: Batch, ...problemResponses },
        },
      },
      async ({ params, principal }) =>
        batchFor(redis, principal, await readKnownBatch(redis, principal, params.id)),
    );

    app.delete(
      '/batches/:id',
      {
        config: { permission: 'batch:cancel', audit: 'batch.cancel' },
        schema: {
          tags,
          summary: 'Cancel a batch; rows scored before stay readable',
          params: BatchParams,
          response: { 200: Batch, ...problemResponses },
        },
      },
      async ({ params, principal, id: requestId }) => {
        const known = await readKnownBatch(redis, principal, params.id);
        assertOwn(principal, known, 'batch:cancel-all');
        const { id } = known;
        if (!(await cancelBatch(redis, id))) {
          throw new ApiProblem('batch-ended', 'The batch has ended already: there is nothing to cancel.');
        }
        const batch = await readBatch(redis, id);
        if (!batch) throw batchNotFound();
        // Where this fails the worker's reconciler adds it.
        if (batch.rowsScored > 0)
          await recordQueue
            .add([{ id: batchRecordJobId(id), payload: { v: 1, kind: 'batch', batchId: id, requestId } }])
            .catch(() => {});
        return batchFor(redis, principal, batch);
      },
    );

    app.put(
      '/batches/:id/shared',
      {
        config: { permission: 'batch:share', audit: 'batch.share' },
        schema: {
          tags,
          summary: "Let everybody who reads batches read one's own, or take that back",
          params: BatchParams,
          description:
            'Holds for the list of batches, and for the search among recorded decisions also when the batch is no ' +
            'longer listed.',
          body: BatchSharing,
          response: { 200: BatchSharing, ...problemResponses },
        },
      },
      async (request) => {
        const { params, principal, body } = request;
        const before = await shareOwnBatch(services, principal, params.id, body.shared);
        noteChange(request, 'shared', before, body.shared);
        return { shared: body.shared };
      },
    );
  };
}
