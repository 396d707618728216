import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Target } from './target.ts';

interface TargetPeople {
  administrator(): Promise<{ readonly name: string; readonly password: string }>;
  /** The token of a session of the administrator, who has chosen a password. */
  session(): Promise<string>;
}

const passwords = new WeakMap<Target['platform'], Promise<string>>();

/** Whoever may sign in there. */
export function peopleOf(target: Target): TargetPeople {
  const name = 'administrator';
  const password = passwords.get(target.platform) ?? choosePassword(target, name);
  passwords.set(target.platform, password);
  return {
    administrator: async () => ({ name, password: await password }),
    session: async () => token(await signIn(target, name, await password)),
  };
}

/** A password that was given is good for nothing but to choose another. */
async function choosePassword(target: Target, name: string): Promise<string> {
  const current = (await readFile(target.platform.passwordFile, 'utf8')).trim();
  const next = `${randomUUID()}-${randomUUID()}`;
  const cookie = `bora-session=${token(await signIn(target, name, current))}`;
  const answer = await fetch(`${target.url}/v1/session/password`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', origin: target.url, cookie },
    body: JSON.stringify({ current, next }),
  });
  if (!answer.ok) throw new Error(`The password was not changed: ${await answer.text()}`);
  return next;
}

function signIn({ url }: Target, name: string, password: string): Promise<Response> {
  return fetch(`${url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-anonymous': 'yes' },
    body: JSON.stringify({ name, password }),
  });
}

function token(answer: Response): string {
  const found = /bora-session=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1];
  if (!found) throw new Error(`Nobody was signed in: ${answer.status}`);
  return found;
}
