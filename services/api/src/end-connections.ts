import type { FastifyInstance } from 'fastify';

const everyMs = 100;

/**
 * While the server closes, ends connections as they become idle: one that was busy at first would be kept open for its
 * client's next request, and the server would wait for it.
 */
export function endConnections(app: FastifyInstance): void {
  let timer: NodeJS.Timeout | undefined;
  app.addHook('preClose', async () => {
    timer = setInterval(() => app.server.closeIdleConnections(), everyMs);
  });
  app.addHook('onClose', async () => clearInterval(timer));
}
