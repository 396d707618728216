import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { PersonWithPassword, type Role } from '@bora/contracts';
import { authorizationFor } from '@bora/testing';
import type { RunningApi } from './running-api.ts';

/** Headers of somebody who signed in and changed the password that was given. */
export interface SignedIn {
  readonly id: string;
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A new person of a role, signed in. */
export async function signedInAs(api: RunningApi, role: Role): Promise<SignedIn> {
  const name = `${role}-${randomUUID().slice(0, 8)}`;
  const made = await fetch(`${api.url}/v1/people`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorizationFor(api.url) },
    body: JSON.stringify({ name, role }),
  });
  const { person, password } = PersonWithPassword.parse(await made.json());
  return { id: person.id, name, headers: await firstSession(api, name, password) };
}

/** The administrator of the first start, signed in. */
export async function administratorHeaders(api: RunningApi): Promise<SignedIn['headers']> {
  return firstSession(api, 'administrator', (await readFile(api.passwordFile, 'utf8')).trim());
}

async function firstSession(api: RunningApi, name: string, password: string) {
  const headers = await signIn(api, name, password);
  const next = `${randomUUID()}-${randomUUID()}`;
  const changed = await fetch(`${api.url}/v1/session/password`, {
    method: 'PUT',
    headers,
    body: JSON.stringify({ current: password, next }),
  });
  if (!changed.ok) throw new Error(`The password was not changed: ${await changed.text()}`);
  return headers;
}

async function signIn(api: RunningApi, name: string, password: string): Promise<Record<string, string>> {
  const json = { 'content-type': 'application/json', 'x-anonymous': 'yes' };
  const answer = await fetch(`${api.url}/v1/session`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ name, password }),
  });
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  if (!answer.ok || !cookie) throw new Error(`${name} was not signed in: ${await answer.text()}`);
  return { 'content-type': 'application/json', origin: api.url, cookie };
}
