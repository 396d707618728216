import { randomInt } from 'node:crypto';
import { ClustersSummary, RandomCustomer, type SegmentationReport } from '@bora/contracts';
import { seededRandom } from '@bora/random';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { randomCustomers } from '../customers/random-customers.ts';
import { shippedSegmentations } from '../customers/shipped-segmentations.ts';
import { readStoredReport } from '../segmentations/stored-segmentation.ts';
import type { ApiServices } from '../services.ts';
import { problemResponses } from './problem-responses.ts';

const tags = ['customers'];

/** What the segmentations that ship found, and customers that are drawn from it. */
export function segmentReportRoutes({ segmentStore }: ApiServices): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/clusters/summary',
      {
        config: { permission: 'customer:classify' },
        schema: {
          tags,
          summary: 'The segments of purchases: how many customers, and their means',
          response: { 200: ClustersSummary, ...problemResponses },
        },
      },
      async () => {
        const { segments } = await readStoredReport(segmentStore, shippedSegmentations.purchases);
        return {
          clusters: segments.map(({ cluster, family, customers, share, profile }) => {
            const mean = (feature: string) => profile.find(({ name }) => name === feature)?.mean ?? 0;
            const means = {
              recency: mean('recency'),
              frequency: mean('frequency'),
              monetary: mean('monetary'),
            };
            return { cluster, segment: family, customers, share, ...means };
          }),
        };
      },
    );

    app.get(
      '/api/userRandom',
      {
        config: { permission: 'customer:classify', audit: 'nobody-in-it' },
        schema: {
          tags,
          summary: 'Synthetic customers in random order',
          querystring: z.object({ n: z.coerce.number().int().min(1).max(10_000).default(10) }),
          response: { 200: z.array(RandomCustomer), ...problemResponses },
        },
      },
      async ({ query }) => {
        const [purchases, attributes]: SegmentationReport[] = await Promise.all(
          [shippedSegmentations.purchases, shippedSegmentations.attributes.KMeans].map((name) =>
            readStoredReport(segmentStore, name),
          ),
        );
        return randomCustomers(query.n, purchases!, attributes!, seededRandom(randomInt(2 ** 47), 0));
      },
    );
  };
}
