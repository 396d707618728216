import type { z } from 'zod';
import { CliError } from '../terminal/cli-error.ts';
import { apiFailure, ConnectionFailure } from './api-failure.ts';
import { type ApiTarget, authorization } from './api-target.ts';

/** Calls of the api besides the upload; every answer is parsed. */
export interface ApiClient {
  /** Throws `ApiFailure`, `ConnectionFailure`; `CliError` where the answer is not of the contract. */
  get<Output>(path: string, type: z.ZodType<Output>, signal: AbortSignal): Promise<Output>;
  /** Without a body. Throws as `get`. */
  post<Output>(path: string, type: z.ZodType<Output>, signal: AbortSignal): Promise<Output>;
  delete(path: string, signal: AbortSignal): Promise<void>;
  /** The body of an answer, as it comes. */
  download(path: string, signal: AbortSignal): AsyncGenerator<Uint8Array>;
}

export function createApiClient(target: ApiTarget): ApiClient {
  const { url } = target;
  const headers = authorization(target);
  async function call(method: string, path: string, signal: AbortSignal): Promise<Response> {
    const response = await connect(url, () => fetch(new URL(path, url), { method, signal, headers }), signal);
    if (response.ok) return response;
    const body = await response.text();
    throw apiFailure(response.status, response.headers.get('retry-after'), body);
  }
  return {
    async get(path, type, signal) {
      const response = await call('GET', path, signal);
      return parseAnswer(await connect(url, () => response.text(), signal), type);
    },
    async post(path, type, signal) {
      const response = await call('POST', path, signal);
      return parseAnswer(await connect(url, () => response.text(), signal), type);
    },
    async delete(path, signal) {
      await (await call('DELETE', path, signal)).body?.cancel();
    },
    async *download(path, signal) {
      const response = await call('GET', path, signal);
      const pieces = response.body?.[Symbol.asyncIterator]();
      for (;;) {
        const piece = await connect(url, async () => pieces?.next(), signal);
        if (!piece || piece.done) return;
        yield piece.value;
      }
    },
  };
}

/** An answer that the contract describes; anything else is an api of another version. */
export function parseAnswer<Output>(text: string, type: z.ZodType<Output>): Output {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  const parsed = type.safeParse(value);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map(({ path }) => path.join('.') || 'all of it');
  throw new CliError(
    `The api answers in another form than this command knows (${[...new Set(places)].slice(0, 5).join(', ')}): ` +
      'run both from the same version.',
  );
}

async function connect<Result>(url: URL, ask: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
  try {
    return await ask();
  } catch (error) {
    if (signal.aborted) throw error;
    throw new ConnectionFailure(url, error);
  }
}
