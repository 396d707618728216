import Fastify, { type FastifyRequest } from 'fastify';
import { afterEach, expect, it } from 'vitest';
import { limitLargeBodies } from '../src/limits/body-slots.ts';
import type { Principal } from '../src/people/principal.ts';

const large = { text: 'x'.repeat(40_000) };
const app = Fastify();
afterEach(() => app.close());

it('large bodies are held a few at a time, in whatever way they end, and small ones wait for none of them', async () => {
  app.decorateRequest('findPrincipal', function (this: FastifyRequest) {
    return 'x-nobody' in this.headers ? undefined : ({} as Principal);
  });
  limitLargeBodies(app);
  let held = 0;
  let most = 0;
  let letGo = () => {};
  const until = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  app.post('/held', async () => {
    held += 1;
    most = Math.max(most, held);
    await until;
    held -= 1;
    throw new Error('an end that is an error');
  });
  app.post('/small', async () => 'answered');
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const post = (path: string, body: unknown, signal: AbortSignal | null = null, headers = {}) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal,
    });
  const gone = new AbortController();
  const leaving = Array.from({ length: 10 }, () => post('/held', large, gone.signal).catch(() => null));
  const staying = Array.from({ length: 60 }, () => post('/held', large));
  await expect.poll(() => held).toBe(16);
  expect(await (await post('/small', {})).text()).toBe('answered');
  // Who is not known takes no place, and waits for none.
  expect(await (await post('/small', large, null, { 'x-nobody': 'yes' })).text()).toBe('answered');
  gone.abort();
  await Promise.all(leaving);
  letGo();
  const answers = await Promise.all(staying);
  expect(answers.every(({ status }) => status === 500)).toBe(true);
  // Those who left gave their places on before they were answered.
  expect(most).toBeLessThanOrEqual(26);
  expect((await post('/held', large)).status).toBe(500);
});
