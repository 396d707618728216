import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { createMetricsReader } from '../metrics/read-metrics.ts';
import type { ApiServices } from '../services.ts';
import { problemResponses } from './problem-responses.ts';

/** What Prometheus reads. */
export function metricsRoute(services: ApiServices): FastifyPluginAsyncZod {
  const read = createMetricsReader(services);
  const { contentType } = services.metrics.registry;
  return async (app) => {
    app.get(
      '/metrics',
      {
        config: { permission: 'operations:read', orMetricsToken: true },
        schema: {
          tags: ['health'],
          summary: 'Requests, queues, batches, score drift and this process, for Prometheus',
          description:
            'Whoever sends the token of the setting `METRICS_TOKEN` as a bearer reads it too. Nothing of an applicant ' +
            'is in it.',
          response: {
            200: {
              description: 'Text format of Prometheus',
              content: { 'text/plain': { schema: z.string() } },
            },
            ...problemResponses,
          },
        },
      },
      async (_request, reply) =>
        reply
          .type(contentType)
          .header('cache-control', 'no-store')
          .send(await read()),
    );
  };
}
