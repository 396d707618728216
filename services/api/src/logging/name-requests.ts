import type { FastifyInstance } from 'fastify';

/**
 * Every answer says by which id its request stands in the log lines of api and workers. Whoever calls cannot choose it:
 * log lines hold nothing that a client sent.
 */
export function nameRequests(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
}
