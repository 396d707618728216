import { Readable } from 'node:stream';
import type { BatchRecord } from '@bora/batch-store';
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { batchEvents } from '../batches/batch-events.ts';
import { batchFor } from '../batches/batch-for.ts';
import { identify } from '../people/credential.ts';
import { BatchParams, mayReadBatch, readKnownBatch } from '../requests/known-batch.ts';
import type { ApiServices } from '../services.ts';
import { problemResponses } from './problem-responses.ts';
import { streamingTimeoutMs } from './streaming.ts';

/** Progress of a batch as it happens. */
export function batchEventRoutes(services: ApiServices): FastifyPluginAsyncZod {
  const { redis } = services;
  return async (app) => {
    const closing = new AbortController();
    app.addHook('preClose', async () => closing.abort());

    app.get(
      '/batches/:id/events',
      {
        config: { permission: 'batch:read', audit: 'nobody-in-it' },
        handlerTimeout: streamingTimeoutMs,
        schema: {
          tags: ['batches'],
          summary: 'Progress of a batch as server-sent events',
          description:
            'Events named `progress` whose data is the batch as `GET /v1/batches/{id}` answers it: one at once, ' +
            'one whenever it changed, the last when the batch has ended; then the stream ends.',
          params: BatchParams,
          response: {
            200: {
              description: 'Server-sent events',
              content: { 'text/event-stream': { schema: z.string() } },
            },
            ...problemResponses,
          },
        },
      },
      async (request, reply) => {
        const batch = await readKnownBatch(redis, request.principal, request.params.id);
        const gone = new AbortController();
        reply.raw.once('close', () => gone.abort());
        // A session that was ended, or a sharing that was taken back, ends the stream.
        const mayStillRead = (now: BatchRecord) =>
          identify(services, request).then(
            (principal) => mayReadBatch(principal, now),
            () => false,
          );
        const view = (now: BatchRecord) => batchFor(redis, request.principal, now);
        const signal = AbortSignal.any([gone.signal, closing.signal]);
        return sendEvents(reply, batchEvents(redis, batch, signal, { mayStillRead, view }));
      },
    );
  };
}

function sendEvents(reply: FastifyReply, events: AsyncGenerator<string>): FastifyReply {
  return reply
    .header('cache-control', 'no-store')
    .header('x-accel-buffering', 'no')
    .type('text/event-stream; charset=utf-8')
    .send(Readable.from(events, { objectMode: false }));
}
