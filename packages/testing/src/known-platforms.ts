import { readFileSync } from 'node:fs';

/** An api that a test has started, and the files with which one signs in there. */
export interface KnownPlatform {
  readonly url: string;
  /** Of its local key (`LOCAL_KEY_FILE`). */
  readonly keyFile: string;
  /** Of its first administrator's password (`ADMINISTRATOR_PASSWORD_FILE`). */
  readonly passwordFile: string;
}

const platforms = new Map<string, KnownPlatform>();

/**
 * From now on `fetch` of this test sends the api's local key with every request to it that has neither an
 * `authorization` nor a `cookie` header of its own; see `fetch-with-key.ts`. The header `x-anonymous` keeps the key
 * away and is not sent.
 */
export function registerPlatform(platform: KnownPlatform): void {
  platforms.set(new URL(platform.url).origin, platform);
}

export function forgetPlatform(url: string): void {
  platforms.delete(new URL(url).origin);
}

export function knownPlatforms(): readonly KnownPlatform[] {
  return [...platforms.values()];
}

/** The `authorization` header for a request to an api that is registered; none where its key is not there (yet). */
export function authorizationFor(url: string): { authorization?: string } {
  const platform = platforms.get(new URL(url).origin);
  if (!platform) return {};
  try {
    return { authorization: `Bearer ${readFileSync(platform.keyFile, 'utf8').trim()}` };
  } catch {
    return {};
  }
}
