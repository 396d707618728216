import type { FastifyRequest } from 'fastify';
import { ApiProblem } from './errors.ts';

const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];
const safeMethods = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Refuses what a stranger's web page makes a browser send. A page whose name was made to resolve to this machine
 * sends its own name as `Host`; a page that posts to this one sends its own `Origin`.
 *
 * @param allowedHosts names, with or without a port, in lower case; `*` is every name.
 * @throws ApiProblem `host-not-allowed`, `origin-not-allowed`.
 */
export function assertAllowedCaller(
  { method, headers }: Pick<FastifyRequest, 'method' | 'headers'>,
  allowedHosts: readonly string[],
): void {
  const host = headers.host?.toLowerCase() ?? '';
  if (!isAllowedHost(host, allowedHosts)) {
    throw new ApiProblem(
      'host-not-allowed',
      'The api is not called by this name: use 127.0.0.1 or localhost, or add the name to ALLOWED_HOSTS.',
    );
  }
  const { origin } = headers;
  if (origin === undefined || safeMethods.includes(method) || isOwnOrigin(origin, host, allowedHosts)) return;
  throw new ApiProblem(
    'origin-not-allowed',
    'A page of another site may not change anything here: call from a page of this host, or without a browser.',
  );
}

function isAllowedHost(host: string, allowedHosts: readonly string[]): boolean {
  const name = host.replace(/:\d{1,5}$/, '');
  return loopbackNames.includes(name) || ['*', host, name].some((allowed) => isListed(allowed, allowedHosts));
}

function isListed(name: string, allowedHosts: readonly string[]): boolean {
  return name !== '' && allowedHosts.includes(name);
}

/** Behind a proxy that replaces `Host`, the page's own name is one of those that are listed. */
function isOwnOrigin(origin: string, host: string, allowedHosts: readonly string[]): boolean {
  const [, scheme, from = ''] = /^(https?):\/\/(.+)$/.exec(origin.toLowerCase()) ?? [];
  if (scheme === undefined) return false;
  return from === host || [from, from.replace(/:\d{1,5}$/, '')].some((name) => isListed(name, allowedHosts));
}
