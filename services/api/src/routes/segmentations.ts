import { cancelSegmentation, settleSegmentation } from '@bora/batch-store';
import { SegmentationReport, SegmentationRun, SegmentationRunList } from '@bora/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ApiProblem } from '../errors.ts';
import { assertOwn } from '../people/ownership.ts';
import {
  assertCompleted,
  isSegmentationId,
  readKnownSegmentation,
  readSegmentationSummary,
  SegmentationOrName,
  SegmentationParams,
  segmentationNotFound,
} from '../segmentations/known-segmentation.ts';
import { listKnownSegmentations } from '../segmentations/known-segmentations.ts';
import { readStoredReport } from '../segmentations/stored-segmentation.ts';
import type { ApiServices } from '../services.ts';
import { problemResponses } from './problem-responses.ts';

const tags = ['segmentations'];

/** Segmentations: list, state, segments, cancel. */
export function segmentationRoutes(services: ApiServices): FastifyPluginAsyncZod {
  const { redis, lifetimes, segmentStore } = services;
  return async (app) => {
    app.get(
      '/segmentations',
      {
        config: { permission: 'segmentation:read', audit: 'nobody-in-it' },
        schema: {
          tags,
          summary: 'Segmentations, newest first',
          querystring: z.object({
            limit: z.coerce.number().int().min(1).max(100).default(20),
            cursor: z.uuid().optional().describe('`nextCursor` of the page before'),
          }),
          response: { 200: SegmentationRunList, ...problemResponses },
        },
      },
      ({ principal, query: { limit, cursor } }) => listKnownSegmentations(services, principal, limit, cursor),
    );

    app.get(
      '/segmentations/:id',
      {
        config: { permission: 'segmentation:read', audit: 'nobody-in-it' },
        schema: {
          tags,
          summary: 'State, progress and segments of a segmentation',
          description: 'Kept in the record of decisions when it has ended, without its customers.',
          params: SegmentationParams,
          response: { 200: SegmentationRun, ...problemResponses },
        },
      },
      async ({ params, principal }) => {
        const { run } = await readKnownSegmentation(services, principal, params.id);
        return { ...run, summary: await readSegmentationSummary(services, run) };
      },
    );

    app.get(
      '/segmentations/:id/summary',
      {
        config: { permission: 'segmentation:read', audit: 'nobody-in-it' },
        schema: {
          tags,
          summary: 'The segments of a segmentation or of a stored one: sizes, profiles, meaning, quality',
          params: SegmentationOrName,
          response: { 200: SegmentationReport, ...problemResponses },
        },
      },
      async ({ params: { id }, principal }) => {
        if (!isSegmentationId(id)) return readStoredReport(segmentStore, id);
        const { run } = await readKnownSegmentation(services, principal, id);
        assertCompleted(run);
        const summary = await readSegmentationSummary(services, run);
        if (!summary) throw segmentationNotFound();
        const { formatVersion: _, ...segments } = summary;
        return { segmentation: run.id, layout: run.layout ?? '', ...segments };
      },
    );

    app.delete(
      '/segmentations/:id',
      {
        config: { permission: 'segmentation:run', audit: 'segmentation.cancel' },
        schema: {
          tags,
          summary: 'Cancel a segmentation; nothing of its file is left',
          params: SegmentationParams,
          response: { 200: SegmentationRun, ...problemResponses },
        },
      },
      async ({ params, principal }) => {
        const known = await readKnownSegmentation(services, principal, params.id);
        assertOwn(principal, known, 'segmentation:cancel-all');
        const { id } = known.run;
        if (!(await cancelSegmentation(redis, id))) {
          throw new ApiProblem(
            'segmentation-ended',
            'The segmentation has ended already: there is nothing to cancel.',
          );
        }
        await settleSegmentation(redis, id, lifetimes.resultSeconds);
        return (await readKnownSegmentation(services, principal, id)).run;
      },
    );
  };
}
