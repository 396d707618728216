import type { FastifyRequest } from 'fastify';
import { ApiProblem } from '../errors.ts';
import type { ApiServices } from '../services.ts';
import { secretHash } from './api-key-text.ts';
import { verifyKey } from './api-keys.ts';
import type { Principal } from './principal.ts';
import { sessionToken } from './session-cookie.ts';
import { verifySession } from './sessions.ts';

const safeMethods = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Who calls, by the key in `Authorization`, else by the session in the cookie.
 *
 * @throws ApiProblem `not-signed-in`, `key-invalid`, `session-ended`, `origin-not-allowed`.
 */
export async function identify(
  { database, people }: Pick<ApiServices, 'database' | 'people'>,
  request: FastifyRequest,
): Promise<Principal> {
  const key = bearerKey(request.headers.authorization);
  if (key !== undefined) {
    return people.verified.get(`key:${fingerprint(key)}`, () => verifyKey(database.query, key));
  }
  const token = sessionToken(request);
  if (token === undefined) {
    throw new ApiProblem('not-signed-in', 'Sign in, or send `Authorization: Bearer` with an API key.');
  }
  assertFromOwnPage(request);
  const verify = () => verifySession(database.query, token, people.sessionLimits);
  return people.verified.get(`session:${fingerprint(token)}`, verify);
}

function bearerKey(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const key = /^Bearer +(\S+) *$/i.exec(header)?.[1];
  if (key !== undefined) return key;
  throw new ApiProblem('key-invalid', 'The header Authorization has the form `Bearer KEY`.');
}

/**
 * A browser adds the cookie by itself, so what would change something must say that a page of ours sent it. A foreign
 * `Origin` was refused before.
 */
function assertFromOwnPage({ method, headers }: FastifyRequest): void {
  if (safeMethods.includes(method) || headers.origin !== undefined) return;
  if (headers['sec-fetch-site'] === 'same-origin') return;
  throw new ApiProblem(
    'origin-not-allowed',
    'A session changes something only from a page of this host, which sends its Origin. Use an API key elsewhere.',
  );
}

function fingerprint(secret: string): string {
  return secretHash(secret).toString('base64');
}
