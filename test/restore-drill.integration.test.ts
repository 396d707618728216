import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createTestDatabase, repositoryRoot, type TestDatabase } from '@bora/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Platform, startPlatform } from './src/platform.ts';

const run = promisify(execFile);
let database: TestDatabase;
let platform: Platform;
beforeAll(async () => {
  database = await createTestDatabase();
  platform = await startPlatform({ workers: 0, databaseUrl: database.url });
});
afterAll(async () => {
  await platform?.stop();
  await database?.drop();
});

const name = () => new URL(database.url).pathname.slice(1);

function drill(...args: string[]) {
  const { PATH, HOME, TMPDIR } = process.env;
  const env = {
    PATH,
    HOME,
    TMPDIR,
    DATABASE_URL: database.url,
    BORA_URL: platform.url,
    LOCAL_KEY_FILE: platform.keyFile,
  };
  return run(process.execPath, [join(repositoryRoot, 'scripts/restore-drill.mjs'), ...args], { env });
}

test('what was dumped comes back: people sign in with their keys, and the trail is whole against the head of before', async () => {
  for (const approveBelow of [0.1, 0.2]) {
    const put = await fetch(`${platform.url}/v1/policies/drill`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ approveBelow, declineFrom: 0.3, rules: [] }),
    });
    expect(put.status).toBe(201);
  }
  const { stdout } = await drill('--wipe', name());
  expect(stdout).toContain('The audit trail is whole.');
  expect(stdout).toMatch(/rows +\d{2,} before, 0 after the wipe, \d{2,} after the restore/);
  expect((await fetch(`${platform.url}/v1/policies`)).status).toBe(200);
});

test('nothing is done to a database that was not named', async () => {
  await expect(drill('--wipe', 'another')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Nothing was done'),
  });
});
