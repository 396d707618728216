import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TemporaryDirectory, temporaryDirectory } from '@bora/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeCompleteFile } from '../src/files/complete-file.ts';

let folder: TemporaryDirectory;
let path: string;
beforeEach(async () => {
  folder = await temporaryDirectory();
  path = join(folder.path, 'out.csv');
});
afterEach(() => folder.remove());

const never = new AbortController().signal;

test('all pieces stand in the file, in order, and nothing else is left', async () => {
  await writeCompleteFile(path, ['one,', Buffer.from('two\n'), 'three\n'], never);
  expect(await readFile(path, 'utf8')).toBe('one,two\nthree\n');
  expect(await readdir(folder.path)).toEqual(['out.csv']);
});

test('when the pieces break off, what stood there before stays and nothing half-written is left', async () => {
  await writeFile(path, 'before');
  function* breaking(): Generator<string> {
    yield 'half of it';
    throw new Error('broke off');
  }
  await expect(writeCompleteFile(path, breaking(), never)).rejects.toThrow('broke off');
  expect(await readFile(path, 'utf8')).toBe('before');
  expect(await readdir(folder.path)).toEqual(['out.csv']);
});

test('when it is interrupted, nothing is left', async () => {
  const interruption = new AbortController();
  async function* endless(): AsyncGenerator<string> {
    for (let piece = 0; ; piece += 1) {
      if (piece === 3) interruption.abort();
      yield 'x'.repeat(1_000);
    }
  }
  await expect(writeCompleteFile(path, endless(), interruption.signal)).rejects.toThrow();
  expect(await readdir(folder.path)).toEqual([]);
});

test('a folder that does not exist is said in one sentence', async () => {
  const lost = join(folder.path, 'nowhere', 'out.csv');
  await expect(writeCompleteFile(lost, ['x'], never)).rejects.toThrow(
    /There is no folder .*nowhere to write/,
  );
});
