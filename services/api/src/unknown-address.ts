import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendProblem } from './error-handler.ts';
import { ApiProblem } from './errors.ts';

/** Sends the document of the interface, which draws the page of its address. */
export type SendPage = (reply: FastifyReply) => FastifyReply;

/** First parts of addresses that programs call: these never answer with a page. */
const programs = new Set([
  'v1',
  'docs',
  'health',
  'metrics',
  'assets',
  'api',
  'segment',
  'cluster',
  'clusters',
]);

/**
 * What is answered at an address where nothing is: a browser that opens it gets the interface, which says so and shows
 * the way back; everybody else a problem.
 *
 * @param sendPage null where the interface is not built.
 */
export function answerUnknown(app: FastifyInstance, sendPage: SendPage | null): void {
  const count = app.rateLimit();
  const answer = (request: FastifyRequest, reply: FastifyReply) => {
    if (sendPage && isOpenedInBrowser(request)) return sendPage(reply.code(404));
    const problem = new ApiProblem('not-found', 'There is nothing at this address. See /docs.');
    return sendProblem(request, reply, problem);
  };
  // Before a body is read, of which there may be much.
  app.addHook('onRequest', async (request, reply) => {
    if (!request.is404) return;
    await count.call(app, request, reply);
    return answer(request, reply);
  });
  // For files that are not there.
  app.setNotFoundHandler(answer);
}

function isOpenedInBrowser({ method, url, headers }: FastifyRequest): boolean {
  const [, firstPart = ''] = url.split(/[/?#]/);
  const takesPages = /\btext\/html\b/.test(headers.accept ?? '');
  return (method === 'GET' || method === 'HEAD') && takesPages && !programs.has(firstPart);
}
