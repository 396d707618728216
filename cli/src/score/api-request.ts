import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { type ApiTarget, authorization } from './api-target.ts';

export interface RequestOptions {
  readonly method: string;
  readonly signal: AbortSignal;
  readonly headers?: Readonly<Record<string, string | number>>;
}

/**
 * A request to the api, to be ended by the caller. Not `fetch`: that of Node 20 leaves its promise open for ever when the
 * first connection of a process is closed at once, and a command ends without a word.
 */
export function openRequest(
  url: URL,
  target: Pick<ApiTarget, 'key'>,
  options: RequestOptions,
): ClientRequest {
  const { method, signal, headers } = options;
  const open = url.protocol === 'https:' ? requestHttps : requestHttp;
  return open(url, { method, signal, headers: { ...headers, ...authorization(target) } });
}

/** The answer, once its head has come. Throws what broke the connection; it settles whatever the other side does. */
export function answerTo(request: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    // Stays for what breaks later, which whoever reads the body learns from there.
    request.on('error', reject);
    request.once('response', resolve);
    request.once('close', () => reject(new Error('the connection was closed without an answer')));
  });
}
