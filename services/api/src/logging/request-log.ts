import { type FastifyReply, type FastifyRequest, LogController } from 'fastify';

/**
 * What Fastify says of requests, in our words: one line for each, with its id, method, route, status and
 * duration; nothing that the client sent.
 */
export class RequestLog extends LogController {
  constructor() {
    super({ requestIdLogLabel: 'requestId' });
  }

  override incomingRequest(): void {}

  override requestCompleted(
    error: Error | null | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): void {
    const line = {
      method: request.method,
      route: request.routeOptions.url ?? 'unknown',
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime),
    };
    reply.log.info(line, error ? 'request broken off' : 'request');
  }

  /** The error handler says it. */
  override defaultErrorLog(): void {}

  override streamError(error: Error, _request: FastifyRequest, reply: FastifyReply): void {
    reply.log.warn({ err: error }, 'an answer broke off');
  }

  override routeNotFound(): void {}

  override writeHeadError(error: Error, _request: FastifyRequest, reply: FastifyReply): void {
    reply.log.error({ err: error }, 'an answer has headers that cannot be sent');
  }

  override serializerError(error: Error, _request: FastifyRequest, reply: FastifyReply): void {
    reply.log.error({ err: error }, 'an answer does not fit its schema');
  }
}
