import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pagePaths } from '@bora/contracts';
import staticFiles from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { SendPage } from './unknown-address.ts';

/** Where the build of `services/ui` stands. */
const builtFolder = fileURLToPath(new URL('../../ui/dist', import.meta.url));

/** Nothing but our own scripts, styles, images and calls; no inline style element, no page may frame this one. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * The interface: one document at the address of every page, and its scripts and styles, whose names hold a digest
 * of what is in them, so that a browser may keep them. Without a build there are no pages, and the log says so.
 *
 * @returns how any other address is answered with the document; null without a build.
 */
export async function serveInterface(app: FastifyInstance): Promise<SendPage | null> {
  const file = join(builtFolder, 'index.html');
  if (!existsSync(file)) {
    app.log.warn({}, 'no pages are served: the interface is not built (npm start builds it)');
    return null;
  }
  const document = await readFile(file);
  await app.register(staticFiles, {
    root: join(builtFolder, 'assets'),
    prefix: '/assets/',
    index: false,
    immutable: true,
    maxAge: '365d',
  });
  const send: SendPage = (reply) =>
    reply
      .header('content-security-policy', contentSecurityPolicy)
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(document);
  for (const path of Object.values(pagePaths)) {
    app.get(path, { schema: { hide: true } }, (_request, reply) => send(reply));
  }
  return send;
}
