import type { FastifyBaseLogger, FastifyServerOptions } from 'fastify';
import type { Logger } from 'pino';

/**
 * What Fastify logs with: requests as the api does, but the server itself only warnings and worse, because it says for
 * each address of the host that it listens there, which `api started` says once.
 */
export function fastifyLoggers(log: Logger) {
  const level = log.isLevelEnabled('warn') ? 'warn' : log.level;
  const loggerInstance: FastifyBaseLogger = log.child({}, { level });
  return {
    loggerInstance,
    childLoggerFactory: (_, bindings, options) => log.child(bindings, options),
  } satisfies FastifyServerOptions;
}
