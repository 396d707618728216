import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryDirectory } from '@bora/testing';
import { expect, onTestFinished, test } from 'vitest';
import { takeFirstPassword } from '../scripts/setup/first-password.mjs';

const url = 'http://127.0.0.1:3000';

test('the first password is said once, and its file is gone', async () => {
  const folder = await temporaryDirectory();
  onTestFinished(() => folder.remove());
  const file = join(folder.path, 'administrator-password');
  await writeFile(file, 'said-this-once\n');
  const said = takeFirstPassword(url, file).join('\n');
  expect(said).toContain(`${url}/sign-in`);
  expect(said).toMatch(/name +administrator\n +password +said-this-once\n/);
  expect(existsSync(file)).toBe(false);
  expect(takeFirstPassword(url, file)).toEqual([`Sign in at ${url}/sign-in`]);
});

test("a file of the caller's own is neither read nor removed", () => {
  expect(takeFirstPassword(url, undefined)).toEqual([`Sign in at ${url}/sign-in`]);
});
