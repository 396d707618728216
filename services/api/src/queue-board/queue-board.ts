import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { queuePrefix, queues } from '@bora/contracts';
import staticFiles from '@fastify/static';
import { Queue } from 'bullmq';
import type { FastifyPluginAsync } from 'fastify';
import { redisUnavailable } from '../errors.ts';
import type { ApiServices } from '../services.ts';
import { type BoardParts, createBoardParts } from './board-parts.ts';
import { leadToSignIn } from './lead-to-sign-in.ts';

export const boardPath = '/queues';

/** The library's page sets styles of its own; everything else comes from here, and it may send nothing anywhere. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
/** Its document asks a stranger for a typeface. */
const foreignLinks = /<link [^>]*href="https?:[^>]*>/g;

const config = { permission: 'queues:inspect' } as const;
const schema = { hide: true } as const;

/** Bull Board: every queue and its jobs, to be looked at. Jobs hold references alone, so that nobody's values show. */
export function queueBoard({ redis }: Pick<ApiServices, 'redis'>): FastifyPluginAsync {
  return async (app) => {
    const parts = createBoardParts();
    const document = (await readFile(join(parts.viewFolder, 'index.ejs'), 'utf8')).replace(foreignLinks, '');
    const opened: Queue[] = [];
    leadToSignIn(app);
    app.addHook('onClose', async () => {
      await Promise.allSettled(opened.map((queue) => queue.close()));
    });
    app.addHook('onSend', async (_request, reply) => {
      reply.header('content-security-policy', contentSecurityPolicy);
    });
    app.addHook('preHandler', async () => {
      // BullMQ would wait for a Redis that is away: it is opened when somebody looks and Redis is there.
      if (redis.status !== 'ready') throw redisUnavailable();
      if (opened.length > 0) return;
      opened.push(...Object.values(queues).map(({ name }) => openQueue(redis, name)));
      parts.show(opened);
    });

    await app.register(staticFiles, {
      root: parts.staticFolder,
      serve: false,
      decorateReply: !app.hasReplyDecorator('sendFile'),
    });
    app.get('/static/*', { config, schema }, (request, reply) => {
      const { '*': file } = request.params as { '*': string };
      return reply.sendFile(file, parts.staticFolder);
    });
    for (const url of [parts.page.route].flat()) {
      app.get(url, { config, schema }, (_request, reply) =>
        reply
          .header('cache-control', 'no-store')
          .type('text/html; charset=utf-8')
          .send(fill(document, parts)),
      );
    }
    for (const { route, handler } of parts.calls) {
      for (const url of [route].flat()) {
        app.get(url, { config, schema }, async (request, reply) => {
          const answer = await handler({
            queues: parts.queues,
            uiConfig: parts.uiConfig,
            params: request.params as Record<string, unknown>,
            query: request.query as Record<string, unknown>,
            body: {},
            headers: {},
          });
          return reply
            .code(answer.status ?? 200)
            .header('cache-control', 'no-store')
            .send(answer.body);
        });
      }
    }
  };
}

function openQueue(redis: ApiServices['redis'], name: string): Queue {
  return new Queue(name, { connection: redis, prefix: queuePrefix }).on('error', () => {});
}

/** Puts its settings into the library's document. */
function fill(document: string, { page, uiConfig }: BoardParts): string {
  const { params } = page.handler({ basePath: `${boardPath}/`, uiConfig });
  return document.replace(/<%[-=] *(\w+) *%>/g, (_, name: string) => String(params[name] ?? ''));
}
