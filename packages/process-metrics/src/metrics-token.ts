import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether an `Authorization` header is `Bearer` and this token; never where there is no token. */
export function carriesToken(authorization: string | undefined, token: string | undefined): boolean {
  if (authorization === undefined || token === undefined) return false;
  const given = /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
  return given !== undefined && timingSafeEqual(digest(given), digest(token));
}

/** Of equal length whatever was given, as the comparison demands. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
