import { PayloadUnreadableError } from '@bora/batch-store';
import { type Problem, type ProblemCode, problems } from '@bora/contracts';
import { ObjectStoreUnavailableError } from '@bora/object-store';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { isDatabaseFailure } from './database/is-database-failure.ts';
import { ApiProblem, databaseUnavailable, redisProblem, storeDamaged, storeUnavailable } from './errors.ts';
import { isRedisFailure } from './redis/is-redis-failure.ts';
import { invalidRequest } from './requests/invalid-request.ts';
import { discardRest } from './upload/discard-rest.ts';

const bodyTooLarge = 'FST_ERR_CTP_BODY_TOO_LARGE';
const handlerTimeout = 'FST_ERR_HANDLER_TIMEOUT';
export const problemMediaType = 'application/problem+json';

/** The one way out of every error: problem+json (RFC 9457) with a stable code and the request's id. */
export function handleErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = isLateBody(error, request) ? bodyTooSlow() : asApiProblem(error);
    if (problem.status >= 500)
      request.log.error({ err: problem.cause ?? error, code: problem.code }, 'failed');
    else request.log.debug({ code: problem.code }, 'refused');
    if (error.code === bodyTooLarge || error.code === handlerTimeout) {
      // Closing now would take the answer with it, because the client is still sending.
      reply.removeHeader('connection');
      discardRest(request.raw);
    }
    return sendProblem(request, reply, problem);
  });
}

/** The router's own errors, which come before any hook: an address that cannot be decoded, an id that is too long. */
export function answerBadAddress(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  sendProblem(request, reply, asApiProblem(error));
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: ApiProblem): FastifyReply {
  const body: Problem = {
    type: `urn:bora:problem:${problem.code}`,
    title: problems[problem.code].title,
    status: problem.status,
    code: problem.code,
    detail: problem.message,
    requestId: request.id,
    ...(problem.fields ? { fields: [...problem.fields] } : {}),
    ...(problem.line === undefined ? {} : { line: problem.line }),
  };
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  if (problem.retryAfterSeconds !== undefined) reply.header('retry-after', problem.retryAfterSeconds);
  return reply.code(problem.status).type(problemMediaType).send(JSON.stringify(body));
}

/** The time for the answer is over, and the body is not even here. */
function isLateBody(error: FastifyError, { raw }: FastifyRequest): boolean {
  return error.code === handlerTimeout && !raw.complete;
}

function bodyTooSlow(): ApiProblem {
  return new ApiProblem('request-too-slow', 'The body was not there in time. Send it again.');
}

/** What the user is told of an error: of one that is not known, nothing. */
export function asApiProblem(error: FastifyError): ApiProblem {
  if (error instanceof ApiProblem) return error;
  if (hasZodFastifySchemaValidationErrors(error)) return invalidRequest(error);
  // Before Redis: an error of pg says which of the two it is.
  if (isDatabaseFailure(error)) return databaseUnavailable(error);
  if (isRedisFailure(error)) return redisProblem(error);
  if (error instanceof ObjectStoreUnavailableError) return storeUnavailable(error);
  if (error instanceof PayloadUnreadableError) return storeDamaged(error);
  const known = libraryErrors[error.code];
  if (known) return new ApiProblem(known.code, known.message);
  return new ApiProblem('internal', 'Something went wrong on our side. Tell us the request id.', {
    cause: error,
  });
}

const nothingThere = { code: 'not-found', message: 'There is nothing at this address. See /docs.' } as const;

/** Errors of the libraries by code; their own messages may quote the request. */
const libraryErrors: Record<string, { code: ProblemCode; message: string } | undefined> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    code: 'unsupported-media-type',
    message: 'Send a content type that is documented for this call in /docs.',
  },
  [bodyTooLarge]: {
    code: 'upload-too-large',
    message: 'The body is larger than this call takes, which is a megabyte at most: send less at once.',
  },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    code: 'upload-incomplete',
    message: 'The body is not as long as Content-Length says.',
  },
  FST_ERR_CTP_EMPTY_JSON_BODY: { code: 'bad-request', message: 'The body is empty; send JSON.' },
  FST_ERR_CTP_INVALID_JSON_BODY: {
    code: 'bad-request',
    message: 'The body is not JSON: check commas, quotes, and that numbers are plain (no NaN).',
  },
  [handlerTimeout]: { code: 'overloaded', message: 'The request took too long. Try again.' },
  FST_ERR_BAD_URL: { code: 'bad-request', message: 'The address has a percent sign that encodes nothing.' },
  FST_ERR_MAX_PARAM_LENGTH: nothingThere,
  FST_STATIC_FORBIDDEN_PATH: nothingThere,
};
