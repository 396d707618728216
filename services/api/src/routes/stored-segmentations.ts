import { StoredSegmentationList } from '@bora/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { listStoredSegmentations } from '../segmentations/stored-segmentations.ts';
import type { ApiServices } from '../services.ts';
import { problemResponses } from './problem-responses.ts';

/** Segmentations that are kept under a name. */
export function storedSegmentationRoutes({ segmentStore }: ApiServices): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/stored-segmentations',
      {
        config: { permission: 'segmentation:read', audit: 'nobody-in-it' },
        schema: {
          tags: ['segmentations'],
          summary: 'Segmentations that are stored under a name, with the version that is live',
          response: { 200: StoredSegmentationList, ...problemResponses },
        },
      },
      async () => ({ segmentations: await listStoredSegmentations(segmentStore) }),
    );
  };
}
