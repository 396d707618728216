import { Liveness, Readiness } from '@bora/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { checkReadiness } from '../health/readiness.ts';
import type { ApiServices } from '../services.ts';

const tags = ['health'];

/** Probes. */
export function healthRoutes(services: ApiServices): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/health/live',
      {
        config: { public: true },
        schema: { tags, summary: 'The process answers', response: { 200: Liveness } },
      },
      async () => ({ status: 'live' as const }),
    );

    app.get(
      '/health/ready',
      {
        config: { public: true },
        schema: {
          tags,
          summary: 'New work can be taken and will be scored',
          response: { 200: Readiness, 503: Readiness },
        },
      },
      async (_request, reply) => {
        const readiness = await checkReadiness(services);
        return reply.code(readiness.ready ? 200 : 503).send(readiness);
      },
    );
  };
}
