import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repositoryRoot } from '@bora/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type Platform, startPlatform } from './src/platform.ts';

const run = promisify(execFile);
let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform({ workers: 0 });
});
afterAll(() => platform?.stop());

function bora(...args: string[]) {
  return run(process.execPath, ['--import', 'tsx', join(repositoryRoot, 'cli/src/main.ts'), ...args], {
    cwd: repositoryRoot,
    env: { ...process.env, BORA_URL: platform.url, LOCAL_KEY_FILE: platform.keyFile, BORA_API_KEY: '' },
  });
}

async function signIn(password: string): Promise<number> {
  const answer = await fetch(`${platform.url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-anonymous': 'yes' },
    body: JSON.stringify({ name: 'administrator', password }),
  });
  return answer.status;
}

test('whoever may read the local key gives an administrator a new password, and the lost one is void and no longer in its file', async () => {
  const lost = (await readFile(platform.passwordFile, 'utf8')).trim();
  expect(await signIn(lost)).toBe(200);
  const { stdout } = await bora('people', 'reset-administrator', '--json');
  const { name, password } = z.object({ name: z.string(), password: z.string() }).parse(JSON.parse(stdout));
  expect(name).toBe('administrator');
  expect(await signIn(lost)).toBe(401);
  await expect(readFile(platform.passwordFile)).rejects.toThrow('ENOENT');
  expect(await signIn(password)).toBe(200);
  // The key goes on: it may be needed again.
  expect((await bora('people', 'reset-administrator')).stdout).toMatch(/password {2}\S{5}-/);
  expect(platform.api.output).not.toContain(password);
});

test('nobody but an administrator gets a password so', async () => {
  const failure = await bora('people', 'reset-administrator', 'nobody').catch((error: unknown) => error);
  expect(String((failure as { stderr: string }).stderr)).toContain('There is no administrator nobody.');
});
