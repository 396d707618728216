import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ApplicationSchema } from '@bora/contracts';
import { repositoryRoot, waitUntil } from '@bora/testing';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { acceptedBatch, completed, postFile } from './src/client.ts';
import { type Platform, startPlatform } from './src/platform.ts';

const canary = 'KANARIENVOGEL';
let platform: Platform;
let schema: ApplicationSchema;

beforeAll(async () => {
  platform = await startPlatform({ env: { LOG_LEVEL: 'debug' } });
  schema = ApplicationSchema.parse(
    JSON.parse(await readFile(join(repositoryRoot, 'schemas/pakdd2010.json'), 'utf8')),
  );
});
afterAll(() => platform.stop());

/** A file whose every value is a canary, some rows too short, and one with a quotation mark that never closes. */
function canaryFile(ending = ''): Buffer {
  const names = schema.variables.map((variable) => variable.name);
  const row = (index: number) => names.map((_, column) => `${canary}-${index}-${column}`).join(',');
  const lines = Array.from({ length: 50 }, (_, index) => (index % 7 === 0 ? `${canary},short` : row(index)));
  return Buffer.from(`${[names.join(','), ...lines].join('\n')}\n${ending}`);
}

/** Every key name and every field of every job in Redis. */
async function jobsAndKeys(): Promise<string> {
  const redis = new Redis(platform.redis.url);
  const keys = await redis.keys('*');
  const parts = [...keys];
  for (const key of keys.filter((name) => name.startsWith('{bora}'))) {
    const type = await redis.type(key);
    if (type === 'hash') parts.push(JSON.stringify(await redis.hgetall(key)));
    if (type === 'stream') parts.push(JSON.stringify(await redis.xrange(key, '-', '+')));
    if (type === 'string') parts.push((await redis.get(key)) ?? '');
  }
  redis.disconnect();
  return parts.join('\n');
}

test('no value of an applicant is in a log line, a job, a key or a problem', async () => {
  const { url } = platform;
  const batch = await acceptedBatch(url, canaryFile());
  await completed(url, batch.id);
  const problems: string[] = [];
  for (const body of [
    canaryFile(`"${canary}`),
    Buffer.from(`${canary};${canary}\n${canary};1\n`),
    Buffer.from(`${canary}\0`),
  ]) {
    const response = await postFile(url, body);
    expect(response.ok).toBe(false);
    problems.push(await response.text());
  }
  const application = Object.fromEntries(schema.variables.map((variable) => [variable.name, canary]));
  const single = await fetch(`${url}/v1/scores`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', prefer: 'wait=10' },
    body: JSON.stringify(application),
  });
  expect([200, 422]).toContain(single.status);
  const malformed = await fetch(`${url}/v1/scores`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: `{"x": "${canary}`,
  });
  problems.push(await malformed.text());
  const found = await fetch(`${url}/v1/scores/${canary}`);
  expect(found.ok).toBe(false);

  const worker = platform.workers[0]!;
  await waitUntil(() => worker.output.length > 0 && platform.api.output.length > 0, { what: 'log lines' });
  for (const problem of problems) expect(problem).toContain('"code"');
  expect(problems.join('\n')).not.toContain(canary);
  expect(`${worker.output}${platform.api.output}`).not.toContain(canary);
  expect(await jobsAndKeys()).not.toContain(canary);
});
