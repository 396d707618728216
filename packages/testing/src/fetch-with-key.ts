import { authorizationFor } from './known-platforms.ts';

/**
 * Set-up of test files (`setupFiles`): `fetch` sends the local key of an api that the test has registered, because
 * most tests are not about who asks. What is about that says so: with a header `authorization` or `cookie` of its own,
 * or with `x-anonymous`, which is taken away.
 */
const plainFetch = globalThis.fetch;

globalThis.fetch = (input, init) => {
  const url = input instanceof Request ? input.url : String(input);
  const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined));
  if (!['authorization', 'cookie', 'x-anonymous'].some((name) => headers.has(name))) {
    for (const [name, value] of Object.entries(authorizationFor(url))) headers.set(name, value);
  }
  headers.delete('x-anonymous');
  return plainFetch(input, { ...init, headers });
};
