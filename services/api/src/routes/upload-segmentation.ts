import { SegmentationRun } from '@bora/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { segmentationLimits } from '../limits/upload-limits.ts';
import { ownerOf } from '../owner.ts';
import { idempotencyHeader } from '../requests/documented-headers.ts';
import { SegmentationFields } from '../segmentations/asked-segmentation.ts';
import { segmentationRequest } from '../segmentations/segmentation-request.ts';
import type { ApiServices } from '../services.ts';
import { oneFileRoute } from './one-file-route.ts';
import { problemResponses } from './problem-responses.ts';
import { streamingTimeoutMs } from './streaming.ts';

/** A body of these types is the file itself. */
const fileTypes = [
  'text/csv',
  'text/tab-separated-values',
  'text/plain',
  'application/gzip',
  'application/octet-stream',
];

/** Uploads to be segmented. Apart from the other calls, because nothing here parses a body into memory. */
export function uploadSegmentationRoute(services: ApiServices): FastifyPluginAsyncZod {
  return async (app) => {
    const { openSource, make } = await oneFileRoute(app, services, fileTypes);

    app.post(
      '/segmentations',
      {
        config: { permission: 'segmentation:run', audit: 'segmentation.upload' },
        handlerTimeout: streamingTimeoutMs,
        schema: {
          tags: ['segmentations'],
          summary: 'Segment the customers of a file of purchases, account movements or attributes',
          description:
            'The file is the body, or the one file of a form: delimited text with a header, gzipped or not. ' +
            'Parameters stand in the query, or in fields of the form before the file; what is left out is chosen ' +
            'from the data. Answers when the whole file is here and waits for a worker. What is wrong with its ' +
            "content is said by the segmentation's `failure`. With an `Idempotency-Key` a repeated upload makes no " +
            'second segmentation.',
          consumes: ['multipart/form-data', ...fileTypes],
          headers: z.looseObject(idempotencyHeader),
          querystring: SegmentationFields,
          body: z.unknown().describe('The file; in a form, its only file part'),
          response: { 202: SegmentationRun, ...problemResponses },
        },
      },
      async (request, reply) => {
        const limits = segmentationLimits(services.config, request.principal);
        const once = segmentationRequest(services, {
          requestId: request.id,
          owner: ownerOf(request),
          limits,
          query: request.query,
          openSource: () => openSource(request, limits.maximumBytes),
        });
        return reply.code(202).send(SegmentationRun.parse(await make(request, reply, once)));
      },
    );
  };
}
