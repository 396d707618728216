import { readFile } from 'node:fs/promises';
import type { KnownPlatform } from '@bora/testing';
import type { BrowserContext } from 'playwright-core';

const sessions = new Map<string, Promise<string>>();

/** Signs the administrator of a platform in: the context has the cookie that the api gave. */
export async function signInByCookie(context: BrowserContext, platform: KnownPlatform): Promise<void> {
  const { origin } = new URL(platform.url);
  const session = sessions.get(origin) ?? beginSession(platform);
  sessions.set(origin, session);
  await context.addCookies([
    { name: 'bora-session', value: await session, url: origin, httpOnly: true, sameSite: 'Strict' },
  ]);
}

async function beginSession({ url, passwordFile }: KnownPlatform): Promise<string> {
  const password = (await readFile(passwordFile, 'utf8')).trim();
  const response = await fetch(new URL('/v1/session', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-anonymous': 'yes' },
    body: JSON.stringify({ name: 'administrator', password }),
  });
  const [, token] = /bora-session=([^;]+)/.exec(response.headers.get('set-cookie') ?? '') ?? [];
  if (token === undefined) throw new Error(`Nobody is signed in: ${response.status}`);
  return token;
}
