import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { Readiness } from '@bora/contracts';
import type { z } from 'zod';
import { CliError } from '../terminal/cli-error.ts';
import { apiFailure, ConnectionFailure } from './api-failure.ts';
import { answerTo, openRequest } from './api-request.ts';
import type { ApiTarget } from './api-target.ts';

/** Calls of the api besides the upload; every answer is parsed. */
export interface ApiClient {
  /** Throws `ApiFailure`, `ConnectionFailure`; `CliError` where the answer is not of the contract. */
  get<Output>(path: string, type: z.ZodType<Output>, signal: AbortSignal): Promise<Output>;
  /** What /health/ready says, whether it is ready or not. Throws as `get`. */
  readiness(signal: AbortSignal): Promise<Readiness>;
  /** Without a body. Throws as `get`. */
  post<Output>(path: string, type: z.ZodType<Output>, signal: AbortSignal): Promise<Output>;
  delete(path: string, signal: AbortSignal): Promise<void>;
  /** The body of an answer, as it comes. */
  download(path: string, signal: AbortSignal): AsyncGenerator<Uint8Array>;
}

/** Longer than an api takes for any answer that it is asked for here, and between two pieces of one. */
const silenceMs = 60_000;

/** `mostSilenceMs`: a connection on which nothing comes for so long is given up. */
export function createApiClient(target: ApiTarget, mostSilenceMs = silenceMs): ApiClient {
  const { url } = target;
  const broken = (error: unknown, signal: AbortSignal) =>
    signal.aborted ? error : new ConnectionFailure(url, error);

  async function call(
    method: string,
    path: string,
    signal: AbortSignal,
    answers = isSuccess,
  ): Promise<IncomingMessage> {
    const request = openRequest(new URL(path, url), target, { method, signal });
    request.setTimeout(mostSilenceMs, () =>
      request.destroy(new Error(`silent for ${mostSilenceMs / 1000} s`)),
    );
    request.end();
    try {
      const response = await answerTo(request);
      const { statusCode: status = 0 } = response;
      if (answers(status)) return response;
      throw apiFailure(status, response.headers['retry-after'] ?? null, await text(response));
    } catch (error) {
      throw error instanceof CliError ? error : broken(error, signal);
    }
  }

  async function* pieces(response: IncomingMessage, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    try {
      yield* response;
    } catch (error) {
      throw broken(error, signal);
    }
  }

  async function ask<Output>(method: string, path: string, type: z.ZodType<Output>, signal: AbortSignal) {
    return parsed(await call(method, path, signal), type, signal);
  }

  async function parsed<Output>(response: IncomingMessage, type: z.ZodType<Output>, signal: AbortSignal) {
    return parseAnswer(url, await text(pieces(response, signal)), type);
  }

  return {
    get: (path, type, signal) => ask('GET', path, type, signal),
    post: (path, type, signal) => ask('POST', path, type, signal),
    async readiness(signal) {
      const answers = (status: number) => isSuccess(status) || status === 503;
      return parsed(await call('GET', 'health/ready', signal, answers), Readiness, signal);
    },
    async delete(path, signal) {
      await text(pieces(await call('DELETE', path, signal), signal));
    },
    async *download(path, signal) {
      yield* pieces(await call('GET', path, signal), signal);
    },
  };
}

function isSuccess(status: number): boolean {
  return status >= 200 && status <= 299;
}

/** An answer that the contract describes; anything else is an api of another version. */
export function parseAnswer<Output>(url: URL, body: string, type: z.ZodType<Output>): Output {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    value = undefined;
  }
  const parsed = type.safeParse(value);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map(({ path }) => path.join('.') || 'all of it');
  throw new CliError(
    `The api at ${url.origin} answers in another form than this command knows (${[...new Set(places)].slice(0, 5).join(', ')}): ` +
      'run both from the same version.',
  );
}
