import { Readable } from 'node:stream';
import { SegmentMembers } from '@bora/contracts';
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { downloadHeader } from '../exports/download-name.ts';
import { readCompletedSegmentation, SegmentationParams } from '../segmentations/known-segmentation.ts';
import { memberLines, readKeptPage, readMembers } from '../segmentations/member-pages.ts';
import type { ApiServices } from '../services.ts';
import { problemResponses } from './problem-responses.ts';
import { streamingTimeoutMs } from './streaming.ts';

const tags = ['segmentations'];
const membersExpire =
  'Customers are kept for some days (`RESULT_DAYS`); afterwards the answer is `segmentation-expired`, and only the ' +
  'segments are still kept.';

/** The customers of a segmentation, as JSON and as a file. */
export function segmentationMemberRoutes(services: ApiServices): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/segmentations/:id/members',
      {
        config: { permission: 'segmentation:read', audit: 'segmentation.view-members' },
        schema: {
          tags,
          summary: 'A page of customers with their segments, in the order in which the file names them',
          description: membersExpire,
          params: SegmentationParams,
          querystring: z.object({
            offset: z.coerce.number().int().min(0).max(1_000_000_000).default(0),
            limit: z.coerce.number().int().min(1).max(1_000).default(100),
          }),
          response: { 200: SegmentMembers, ...problemResponses },
        },
      },
      async ({ params, principal, query: { offset, limit } }) => {
        const completed = await readCompletedSegmentation(services, principal, params.id);
        const members = await readMembers(services, completed, offset, limit);
        return { total: completed.customers, offset, limit, members };
      },
    );

    app.get(
      '/segmentations/:id/members.csv',
      {
        config: { permission: 'segmentation:read', audit: 'segmentation.download-members' },
        handlerTimeout: streamingTimeoutMs,
        schema: {
          tags,
          summary: 'All customers with their segments as CSV',
          description: membersExpire,
          params: SegmentationParams,
          response: {
            200: { description: 'CSV, UTF-8', content: { 'text/csv': { schema: z.string() } } },
            ...problemResponses,
          },
        },
      },
      async ({ params, principal }, reply) => {
        const completed = await readCompletedSegmentation(services, principal, params.id);
        // Said before the file begins: afterwards it could only break off.
        await readKeptPage(services, completed.run, 0);
        return sendCsv(reply, downloadHeader(completed.run, 'members'), memberLines(services, completed));
      },
    );
  };
}

function sendCsv(reply: FastifyReply, disposition: string, lines: AsyncGenerator<string>): FastifyReply {
  return reply
    .header('content-disposition', disposition)
    .type('text/csv; charset=utf-8')
    .send(Readable.from(lines, { objectMode: false }));
}
