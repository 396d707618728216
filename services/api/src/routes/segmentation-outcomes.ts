import { BatchSegmentOutcomes } from '@bora/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { createTurns } from '../limits/turns.ts';
import { batchOutcomes } from '../segmentations/batch-outcomes.ts';
import { SegmentationParams } from '../segmentations/known-segmentation.ts';
import type { ApiServices } from '../services.ts';
import { problemResponses } from './problem-responses.ts';
import { streamingTimeoutMs } from './streaming.ts';

/** What became of the customers of every segment. */
export function segmentationOutcomeRoutes(services: ApiServices): FastifyPluginAsyncZod {
  // One join at a time, since each holds its customers in memory.
  const inTurn = createTurns();
  return async (app) => {
    app.get(
      '/segmentations/:id/outcomes',
      {
        config: { permission: 'segmentation:read', audit: 'nobody-in-it' },
        handlerTimeout: streamingTimeoutMs,
        schema: {
          tags: ['segmentations'],
          summary: 'Bad rate, approval, mean PD and profit of every segment, from a scored batch',
          description:
            'Joins customers and applicants by their ids. Bad rates are those of the batch that has outcomes in its ' +
            'file. Profit is what the applicants that were approved earn under the scenario of a completed ' +
            'simulation of the batch, less what each application costs: the one asked for, or the newest.',
          params: SegmentationParams,
          querystring: z.strictObject({
            batch: z.string().describe('Id of a completely scored batch'),
            simulation: z.string().optional().describe('Id of a completed simulation of that batch'),
          }),
          response: { 200: BatchSegmentOutcomes, ...problemResponses },
        },
      },
      ({ params, principal, query }) =>
        inTurn(() =>
          batchOutcomes(services, principal, {
            segmentation: params.id,
            batch: query.batch,
            simulation: query.simulation,
          }),
        ),
    );
  };
}
