import { pagePaths } from '@bora/contracts';
import type { FastifyInstance } from 'fastify';
import { ApiProblem } from '../errors.ts';

/** Signing in leads back to a page of the interface: the one that links to the board. */
const signInAddress = `${pagePaths.signIn}?${new URLSearchParams({ back: pagePaths.operations })}`;
const signInHelps = ['not-signed-in', 'session-ended'];

/** Whoever opens a page of `app` in a browser and is not signed in is led to where that is done; programs get the problem. */
export function leadToSignIn(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const isForReader = request.headers.accept?.includes('text/html');
    if (!isForReader || !(error instanceof ApiProblem) || !signInHelps.includes(error.code)) throw error;
    return reply.header('cache-control', 'no-store').redirect(signInAddress, 302);
  });
}
