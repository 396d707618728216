import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import underPressure from '@fastify/under-pressure';
import type { FastifyInstance } from 'fastify';
import { assertAllowedCaller } from './allowed-callers.ts';
import type { Config } from './config.ts';
import { ApiProblem } from './errors.ts';
import { limitLargeBodies } from './limits/body-slots.ts';
import { createEvenStarts } from './limits/even-starts.ts';
import { RequestCounts } from './limits/request-counts.ts';

/** Mean over `sampleIntervalMs`, long enough that a single pause, as at the start, is no overload. */
const maximumEventLoopDelayMs = 500;
const sampleIntervalMs = 5_000;
/** Requests that begin in one turn of the event loop: each takes about a millisecond until it waits for something. */
const requestsPerTurn = 16;

/** Security headers, no calls by strange web pages, a limit of requests for each address, no work while overloaded. */
export async function protect(app: FastifyInstance, config: Config): Promise<void> {
  const starts = createEvenStarts(requestsPerTurn);
  app.addHook('onRequest', async () => starts.turn());
  await app.register(helmet, {
    // Whether a whole domain speaks TLS only is for the proxy to say that ends TLS.
    strictTransportSecurity: false,
    xFrameOptions: { action: 'deny' },
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"], 'base-uri': ["'none'"] },
    },
  });
  app.addHook('onRequest', async (request) => assertAllowedCaller(request, config.ALLOWED_HOSTS));
  app.addHook('onRequest', async ({ headers }) => assertPlainBody(headers['content-encoding']));
  await app.register(rateLimit, {
    store: RequestCounts,
    timeWindow: '1 minute',
    max: (request) =>
      isLoopback(request.ip) ? config.RATE_LIMIT_LOOPBACK_PER_MINUTE : config.RATE_LIMIT_PER_MINUTE,
    errorResponseBuilder: (_request, { ttl }) =>
      new ApiProblem('too-many-requests', 'Too many requests from this address. Wait before the next one.', {
        retryAfterSeconds: Math.max(1, Math.ceil(ttl / 1000)),
      }),
  });
  limitLargeBodies(app);
  await app.register(underPressure, {
    maxEventLoopDelay: maximumEventLoopDelayMs,
    sampleInterval: sampleIntervalMs,
    pressureHandler: (request) => {
      // A probe that fails under load would have the process killed in the middle of its work, and who watches must see it.
      if (/^\/(health|metrics)(?:\/|$)/.test(request.url)) return;
      throw new ApiProblem('overloaded', 'The service is overloaded. Try again in a moment.', {
        retryAfterSeconds: 2,
      });
    },
  });
}

/** Nothing here is unpacked: what is packed would be read as what it is not. */
function assertPlainBody(encoding: string | undefined): void {
  if (encoding === undefined || encoding.toLowerCase() === 'identity') return;
  throw new ApiProblem(
    'unsupported-media-type',
    'Send the body as it is, without Content-Encoding. A file of customers may be gzipped: say application/gzip.',
  );
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.');
}
