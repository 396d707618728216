import { Batch } from '@bora/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { batchRequest } from '../batches/batch-request.ts';
import { uploadLimits } from '../limits/upload-limits.ts';
import { idempotencyHeader } from '../requests/documented-headers.ts';
import { ScoringQuery } from '../requests/versions-query.ts';
import type { ApiServices } from '../services.ts';
import { oneFileRoute } from './one-file-route.ts';
import { problemResponses } from './problem-responses.ts';
import { streamingTimeoutMs } from './streaming.ts';

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** A body of these types is the file itself. */
const fileTypes = ['text/csv', 'text/tab-separated-values', 'text/plain', xlsxType];

/** Uploads. Apart from the other calls, because nothing here parses a body into memory. */
export function uploadBatchRoute(services: ApiServices): FastifyPluginAsyncZod {
  return async (app) => {
    const { openSource, make } = await oneFileRoute(app, services, fileTypes);

    app.post(
      '/batches',
      {
        config: { permission: 'batch:create', audit: 'batch.upload' },
        handlerTimeout: streamingTimeoutMs,
        schema: {
          tags: ['batches'],
          summary: 'Upload a file of applicants to be scored',
          description:
            'The file is the body, or the one file of a form. CSV, TSV or space-separated with a header in any ' +
            'order, the published layout of the schema without a header, or an XLSX workbook whose first sheet has a ' +
            'header. Answers when the whole file is here ' +
            'and its rows wait for workers. Where the same bytes came before, `sameFileAs` names that batch: cancel this ' +
            'one unless its applicants are to be decided about twice. With an `Idempotency-Key` a repeated upload makes no second batch.',
          consumes: ['multipart/form-data', ...fileTypes],
          headers: z.looseObject(idempotencyHeader),
          querystring: ScoringQuery,
          body: z.unknown().describe('The file; in a form, its only file part'),
          response: { 202: Batch, ...problemResponses },
        },
      },
      async (request, reply) => {
        const limits = uploadLimits(services.config, request.principal);
        const once = batchRequest(services, {
          requestId: request.id,
          principal: request.principal,
          limits,
          query: request.query,
          openSource: () => openSource(request, limits.maximumBytes),
        });
        return reply.code(202).send(Batch.parse(await make(request, reply, once)));
      },
    );
  };
}
