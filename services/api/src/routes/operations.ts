import { aliveWorkers } from '@bora/batch-store';
import { Operations } from '@bora/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { ApiServices } from '../services.ts';
import { problemResponses } from './problem-responses.ts';

const failuresOfEachQueue = 10;

/** What an operator looks at beside the probes. */
export function operationsRoute(services: ApiServices): FastifyPluginAsyncZod {
  const { redis, upload, singleQueue, whatIfQueue, simulationQueue, segmentationQueue, predictionQueue } =
    services;
  const queues = [
    upload.chunkQueue,
    singleQueue,
    whatIfQueue,
    simulationQueue,
    segmentationQueue,
    predictionQueue,
    services.recordQueue,
  ];
  return async (app) => {
    app.get(
      '/operations',
      {
        config: { permission: 'operations:read', audit: 'nobody-in-it' },
        schema: {
          tags: ['health'],
          summary: 'Workers that are alive, jobs that wait, jobs that failed',
          response: { 200: Operations, ...problemResponses },
        },
      },
      async () => {
        const [workers, states, failures] = await Promise.all([
          aliveWorkers(redis),
          Promise.all(queues.map((queue) => queue.state())),
          Promise.all(queues.map((queue) => queue.failures(failuresOfEachQueue))),
        ]);
        return {
          workers: workers.map(({ seenAtMs: _, ...worker }) => worker),
          queues: states,
          failures: failures.flat(),
        };
      },
    );
  };
}
