import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiProblem } from '../errors.ts';
import type { RoleLimits } from './role-limits.ts';

/** Counts a request of somebody who is known. Throws `too-many-requests`. */
export type CountRequest = (request: FastifyRequest) => Promise<void>;

/**
 * Requests a minute of each API key, and of all sessions of a person together, by role. In the memory of this process:
 * where several apis answer, each gives the whole allowance.
 */
export function keyAllowance(app: FastifyInstance, requestsPerMinute: RoleLimits): CountRequest {
  const check = app.createRateLimit({
    timeWindow: '1 minute',
    keyGenerator: ({ principal }) => principal.allowance ?? '',
    max: ({ principal }) => requestsPerMinute[principal.role] ?? Number.MAX_SAFE_INTEGER,
  });
  return async (request) => {
    const { allowance, via } = request.principal;
    if (allowance === null) return;
    const counted = await check(request);
    if (counted.isAllowed || !counted.isExceeded) return;
    const whose = via === 'key' ? 'this key' : 'your sessions';
    throw new ApiProblem(
      'too-many-requests',
      `Too many requests by ${whose}: ${counted.max} a minute are allowed. Wait before the next one.`,
      { retryAfterSeconds: Math.max(1, counted.ttlInSeconds) },
    );
  };
}
