import { isRedisFull } from '@bora/batch-store';
import { type ProblemCode, problems } from '@bora/contracts';

export interface ProblemDetails {
  /** Names of fields or columns; never values. */
  readonly fields?: readonly string[] | undefined;
  /** Physical line of the file, from 1. */
  readonly line?: number | undefined;
  readonly retryAfterSeconds?: number | undefined;
  readonly cause?: unknown;
}

/** An answer that is not what the client asked for. The message is said to the user: it must hold no value. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly code: ProblemCode;
  readonly status: number;
  readonly fields: readonly string[] | undefined;
  readonly line: number | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ProblemCode, message: string, details: ProblemDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.status = problems[code].status;
    this.fields = details.fields;
    this.line = details.line;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}

export function batchNotFound(): ApiProblem {
  return new ApiProblem('batch-not-found', 'There is no batch with this id, or it has expired.');
}

export function redisUnavailable(cause?: unknown): ApiProblem {
  return new ApiProblem('redis-unavailable', 'The queue does not answer. Try again in a moment.', {
    cause,
    retryAfterSeconds: 1,
  });
}

/** What is answered where Redis cannot serve: why, and what to do. */
export function redisProblem(cause: unknown): ApiProblem {
  return isRedisFull(cause) ? redisFull(cause) : redisUnavailable(cause);
}

function redisFull(cause: unknown): ApiProblem {
  return new ApiProblem(
    'redis-full',
    'The memory or the disk of Redis is full: nothing new is taken, and nothing that was accepted is lost. Try again in ' +
      'some minutes; whoever runs Bora makes room (docs/operations.md, "Redis is full").',
    { cause, retryAfterSeconds: 10 },
  );
}

export function databaseUnavailable(cause?: unknown): ApiProblem {
  return new ApiProblem('database-unavailable', 'The database does not answer. Try again in a moment.', {
    cause,
    retryAfterSeconds: 1,
  });
}

export function storeUnavailable(cause?: unknown): ApiProblem {
  return new ApiProblem('store-unavailable', 'The object store does not answer. Try again in a moment.', {
    cause,
    retryAfterSeconds: 1,
  });
}

/** What lies in the store cannot be used: no fault of the client's, and a wait does not help. */
export function storeDamaged(cause: Error): ApiProblem {
  return new ApiProblem('store-damaged', cause.message, { cause });
}
