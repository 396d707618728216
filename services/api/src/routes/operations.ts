import { Operations } from '@bora/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { readOperations } from '../operations/read-operations.ts';
import type { ApiServices } from '../services.ts';
import { problemResponses } from './problem-responses.ts';

/** What an operator looks at beside the probes. */
export function operationsRoute(services: ApiServices): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/operations',
      {
        config: { permission: 'operations:read', audit: 'nobody-in-it' },
        schema: {
          tags: ['health'],
          summary: 'Workers that are alive, jobs that wait or failed, what is not recorded yet, score drift',
          response: { 200: Operations, ...problemResponses },
        },
      },
      () => readOperations(services),
    );
  };
}
