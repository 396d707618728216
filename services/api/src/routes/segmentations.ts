import {
  cancelSegmentation,
  listSegmentations,
  readSegmentationResult,
  type SegmentationRecord,
  settleSegmentation,
} from '@bora/batch-store';
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
import { assertOwn, mayRead } from '../people/ownership.ts';
import type { Principal } from '../people/principal.ts';
import {
  readCompletedSegmentation,
  readKnownSegmentation,
  SegmentationParams,
  segmentationNotFound,
} from '../segmentations/known-segmentation.ts';
import { predictSegments } from '../segmentations/predict-segments.ts';
import { segmentationView } from '../segmentations/segmentation-view.ts';
import { readStoredReport } from '../segmentations/stored-segmentation.ts';
import type { ApiServices } from '../services.ts';
import { problemResponses } from './problem-responses.ts';

const tags = ['segmentations'];
const IdOrName = z.object({ id: z.string().describe('Id of a segmentation, or name of a stored one') });
const isId = (text: string) => z.uuid().safeParse(text).success;

/** Segmentations: list, state, segments, cancel, new customers. */
export function segmentationRoutes(services: ApiServices): FastifyPluginAsyncZod {
  const { redis, cipher, lifetimes, segmentStore } = services;
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
      async ({ principal, query: { limit, cursor } }) => {
        const isWanted = (one: SegmentationRecord) => mayRead(principal, one, 'segmentation:read-all');
        const { items, next } = await listSegmentations(redis, { limit, after: cursor, isWanted });
        return { segmentations: items.map((record) => segmentationView(record)), nextCursor: next };
      },
    );

    app.get(
      '/segmentations/:id',
      {
        config: { permission: 'segmentation:read', audit: 'nobody-in-it' },
        schema: {
          tags,
          summary: 'State, progress and segments of a segmentation',
          params: SegmentationParams,
          response: { 200: SegmentationRun, ...problemResponses },
        },
      },
      async ({ params, principal }) => {
        const record = await readKnownSegmentation(services, principal, params.id);
        const isDone = record.state === 'completed';
        const result = isDone ? await readSegmentationResult(redis, cipher, record.id) : undefined;
        return segmentationView(record, result?.summary);
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
        const { record, result } = await readCompletedSegmentation(services, principal, id);
        const { formatVersion: _, ...summary } = result.summary;
        return { segmentation: record.id, layout: result.layout.id, ...summary };
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
        const { id } = known;
        if (!(await cancelSegmentation(redis, id))) {
          throw new ApiProblem(
            'segmentation-ended',
            'The segmentation has ended already: there is nothing to cancel.',
          );
        }
        await settleSegmentation(redis, id, lifetimes.resultSeconds);
        return segmentationView(await readKnownSegmentation(services, principal, id));
      },
    );
  };

  async function whichSegments(
    principal: Principal,
    id: string,
  ): Promise<PredictionQuestion['segmentation']> {
    if (isId(id)) {
      const { record } = await readCompletedSegmentation(services, principal, id);
      return { kind: 'run', id: record.id };
    }
    const name = ModelName.safeParse(id);
    if (!name.success) throw segmentationNotFound();
    return { kind: 'stored', name: name.data };
  }
}
