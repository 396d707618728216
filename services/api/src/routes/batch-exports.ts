import { Readable } from 'node:stream';
import type { BatchRecord } from '@bora/batch-store';
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { rejectLines } from '../exports/reject-lines.ts';
import { scoreLines } from '../exports/score-lines.ts';
import { BatchParams, readKnownBatch } from '../requests/known-batch.ts';
import type { ApiServices } from '../services.ts';
import { problemResponses } from './problem-responses.ts';
import { streamingTimeoutMs } from './streaming.ts';

const tags = ['batches'];
const description =
  'Streamed. While the batch runs the file holds the rows that are done so far; the header `Bora-Batch-State` ' +
  'says whether it is complete (`completed`) and `Bora-Rows-Waiting` how many rows are still to come.';
const response = {
  200: { description: 'CSV, UTF-8', content: { 'text/csv': { schema: z.string() } } },
  ...problemResponses,
};

/** What is known of the rows of a batch, as files. */
export function batchExportRoutes({ redis, cipher, readTerms }: ApiServices): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/batches/:id/scores.csv',
      {
        handlerTimeout: streamingTimeoutMs,
        schema: { tags, summary: 'All scores as CSV', description, params: BatchParams, response },
      },
      async ({ params }, reply) => {
        const batch = await readKnownBatch(redis, params.id);
        const terms = await readTerms(batch.model, batch.policy);
        return sendCsv(reply, batch, 'scores', scoreLines(redis, batch, terms));
      },
    );

    app.get(
      '/batches/:id/rejects.csv',
      {
        handlerTimeout: streamingTimeoutMs,
        schema: { tags, summary: 'All rejected rows as CSV', description, params: BatchParams, response },
      },
      async ({ params }, reply) => {
        const batch = await readKnownBatch(redis, params.id);
        return sendCsv(reply, batch, 'rejects', rejectLines(redis, cipher, batch));
      },
    );
  };
}

function sendCsv(
  reply: FastifyReply,
  batch: BatchRecord,
  name: string,
  lines: AsyncGenerator<string>,
): FastifyReply {
  const waiting = Math.max(0, (batch.rows ?? 0) - batch.rowsScored - batch.rowsRejected);
  return reply
    .header('bora-batch-state', batch.state)
    .header('bora-rows-waiting', waiting)
    .header('content-disposition', `attachment; filename="${name}-${batch.id}.csv"`)
    .type('text/csv; charset=utf-8')
    .send(Readable.from(lines, { objectMode: false }));
}
