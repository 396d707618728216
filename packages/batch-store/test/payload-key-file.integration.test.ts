import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryDirectory } from '@bora/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PayloadKeyError, readPayloadKey } from '../src/index.ts';

let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  folder = await temporaryDirectory();
});
afterAll(() => folder.remove());

test('processes that start together share one key, kept in a file that only its owner can read', async () => {
  const file = join(folder.path, 'data', 'payload-key');
  const keys = await Promise.all(Array.from({ length: 5 }, () => readPayloadKey(undefined, file)));
  expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).toBe(1);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readPayloadKey(undefined, file)).toEqual(keys[0]);
});

test('a damaged key file is refused and left as it is', async () => {
  const file = join(folder.path, 'damaged');
  await writeFile(file, 'not a key');
  await expect(readPayloadKey(undefined, file)).rejects.toThrow(PayloadKeyError);
  expect(await readFile(file, 'utf8')).toBe('not a key');
});

test('a key from the settings wins, and no file is made', async () => {
  const file = join(folder.path, 'never');
  const given = Buffer.alloc(32, 0x0f);
  expect(await readPayloadKey(given, file)).toEqual(given);
  await expect(stat(file)).rejects.toThrow();
});
