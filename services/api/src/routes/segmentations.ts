import { cancelSegmentation, settleSegmentation } from '@bora/batch-store';
import {
  CustomersToPredict,
  ModelName,
  type PredictionQuestion,
  SegmentationReport,
  SegmentationRun,
  SegmentationRunList,
  SegmentPrediction,
} from '@bora/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ApiProblem } from '../errors.ts';
import { assertOwn } from '../people/ownership.ts';
import type { Principal } from '../people/principal.ts';
import {
  assertCompleted,
  readCompletedSegmentation,
  readKnownSegmentation,
  readSegmentationSummary,
  SegmentationParams,
  segmentationNotFound,
} from '../segmentations/known-segmentation.ts';
import { listKnownSegmentations } from '../segmentations/known-segmentations.ts';
import { predictSegments } from '../segmentations/predict-segments.ts';
import { readStoredReport } from '../segmentations/stored-segmentation.ts';
import type { ApiServices } from '../services.ts';
import { problemResponses } from './problem-responses.ts';

const tags = ['segmentations'];
const IdOrName = z.object({ id: z.string().describe('Id of a segmentation, or name of a stored one') });
const isId = (text: string) => z.uuid().safeParse(text).success;

/** Segmentations: list, state, segments, cancel, new customers. */
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
          params: IdOrName,
          response: { 200: SegmentationReport, ...problemResponses },
        },
      },
      async ({ params: { id }, principal }) => {
        if (!isId(id)) return readStoredReport(segmentStore, id);
        const { run } = await readKnownSegmentation(services, principal, id);
        assertCompleted(run);
        const summary = await readSegmentationSummary(services, run);
        if (!summary) throw segmentationNotFound();
        const { formatVersion: _, ...segments } = summary;
        return { segmentation: run.id, layout: run.layout ?? '', ...segments };
      },
    );

    app.post(
      '/segmentations/:id/predict',
      {
        config: { permission: 'customer:classify', audit: 'kept-nowhere' },
        schema: {
          tags,
          summary: 'The segments of new customers',
          description:
            'Customers as numbers by name of the feature, in the units of the summary; other properties are ignored. ' +
            'They are put into the segments that there are: the nearest (kmeans), the likeliest (gmm), or that of ' +
            'the nearest core point within eps, else −1 (dbscan).',
          params: IdOrName,
          body: z.union([CustomersToPredict, z.strictObject({ customers: CustomersToPredict })]),
          response: { 200: SegmentPrediction, ...problemResponses },
        },
      },
      async ({ params: { id }, body, principal }) => {
        const customers = Array.isArray(body) ? body : body.customers;
        return predictSegments(services, { segmentation: await whichSegments(principal, id), customers });
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

  async function whichSegments(
    principal: Principal,
    id: string,
  ): Promise<PredictionQuestion['segmentation']> {
    if (isId(id)) {
      const { run } = await readCompletedSegmentation(services, principal, id);
      return { kind: 'run', id: run.id };
    }
    const name = ModelName.safeParse(id);
    if (!name.success) throw segmentationNotFound();
    return { kind: 'stored', name: name.data };
  }
}
