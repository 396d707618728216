import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TemporaryDirectory, temporaryDirectory } from '@bora/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';
import { findApi } from '../src/score/api-target.ts';

let folder: TemporaryDirectory;
let keyFile: string;
beforeEach(async () => {
  folder = await temporaryDirectory();
  keyFile = join(folder.path, 'local-key');
  await writeFile(keyFile, 'bora_local\n');
});
afterEach(() => folder.remove());

const keyFor = async (url: string, environment: Record<string, string> = {}) =>
  (await findApi(url, readConfig({ LOCAL_KEY_FILE: keyFile, ...environment }))).key;

test('the local key is sent to this machine and to no other', async () => {
  for (const own of ['http://127.0.0.1:3000', 'http://localhost:3000', 'http://[::1]:3000']) {
    expect([own, await keyFor(own)]).toEqual([own, 'bora_local']);
  }
  for (const foreign of ['https://bora.example', 'http://127.0.0.1.example', 'http://10.0.0.1:3000']) {
    expect([foreign, await keyFor(foreign)]).toEqual([foreign, undefined]);
  }
});

test('BORA_API_KEY wins, wherever the api is', async () => {
  for (const url of ['http://127.0.0.1:3000', 'https://bora.example']) {
    expect(await keyFor(url, { BORA_API_KEY: 'bora_given' })).toBe('bora_given');
  }
});

test('without a key the api is asked all the same', async () => {
  expect(
    await keyFor('http://127.0.0.1:3000', { LOCAL_KEY_FILE: join(folder.path, 'none') }),
  ).toBeUndefined();
});
