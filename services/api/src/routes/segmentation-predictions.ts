import { CustomersToPredict, ModelName, type PredictionQuestion, SegmentPrediction } from '@bora/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Principal } from '../people/principal.ts';
import {
  isSegmentationId,
  readCompletedSegmentation,
  SegmentationOrName,
  segmentationNotFound,
} from '../segmentations/known-segmentation.ts';
import { predictSegments } from '../segmentations/predict-segments.ts';
import type { ApiServices } from '../services.ts';
import { problemResponses } from './problem-responses.ts';

/** New customers into the segments that there are. */
export function segmentationPredictionRoute(services: ApiServices): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/segmentations/:id/predict',
      {
        config: { permission: 'customer:classify', audit: 'kept-nowhere' },
        schema: {
          tags: ['segmentations'],
          summary: 'The segments of new customers',
          description:
            'Customers as numbers by name of the feature, in the units of the summary; other properties are ignored. ' +
            'They are put into the segments that there are: the nearest (kmeans), the likeliest (gmm), or that of ' +
            'the nearest core point within eps, else −1 (dbscan).',
          params: SegmentationOrName,
          body: z.union([CustomersToPredict, z.strictObject({ customers: CustomersToPredict })]),
          response: { 200: SegmentPrediction, ...problemResponses },
        },
      },
      async ({ params: { id }, body, principal, id: requestId }) => {
        const customers = Array.isArray(body) ? body : body.customers;
        const segmentation = await whichSegments(principal, id);
        return predictSegments(services, { segmentation, customers }, requestId);
      },
    );
  };

  async function whichSegments(
    principal: Principal,
    id: string,
  ): Promise<PredictionQuestion['segmentation']> {
    if (isSegmentationId(id)) {
      const { run } = await readCompletedSegmentation(services, principal, id);
      return { kind: 'run', id: run.id };
    }
    const name = ModelName.safeParse(id);
    if (!name.success) throw segmentationNotFound();
    return { kind: 'stored', name: name.data };
  }
}
