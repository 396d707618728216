import { outcomeOfResponse, tally } from './answer.ts';
import type { Target } from './target.ts';

export type Headers = Readonly<Record<string, string>>;

const json = { 'content-type': 'application/json', 'x-anonymous': 'yes' };

export function signIn(
  target: Target,
  name: string,
  password: string,
  headers: Headers = {},
): Promise<Response> {
  const body = JSON.stringify({ name, password });
  return fetch(`${target.url}/v1/session`, { method: 'POST', body, headers: { ...json, ...headers } });
}

/** Calls without the key of this machine. */
export const call = (target: Target, method: string, path: string, headers: Headers, body?: unknown) =>
  fetch(`${target.url}${path}`, {
    method,
    headers: { ...json, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

export const cookieOf = (token: string): Headers => ({ cookie: `bora-session=${token}` });
/** What so many calls at once met, and how often. */
export async function outcomes(count: number, ask: (index: number) => Promise<Response>): Promise<string> {
  const met = await Promise.all(
    Array.from({ length: count }, async (_, index) => outcomeOfResponse(await ask(index))),
  );
  return [...tally(met)]
    .sort(([left], [right]) => left.localeCompare(right))
    .map(([outcome, times]) => `${outcome} × ${times}`)
    .join(', ');
}
