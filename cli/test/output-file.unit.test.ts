import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { temporaryDirectory } from '@bora/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { assertOtherFiles } from '../src/files/output-file.ts';
import { CliError } from '../src/terminal/cli-error.ts';

let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let file: string;

beforeAll(async () => {
  folder = await temporaryDirectory();
  file = join(folder.path, 'applicants.csv');
  await writeFile(file, 'a,b\n');
  await symlink(file, join(folder.path, 'link.csv'));
});
afterAll(() => folder.remove());

test('an output that is the input, by its name, a relative path or a link, is refused', async () => {
  for (const output of [file, relative(process.cwd(), file), join(folder.path, 'link.csv')]) {
    await expect(assertOtherFiles(file, [output])).rejects.toThrow(CliError);
  }
  expect(await readFile(file, 'utf8')).toBe('a,b\n');
});

test('two outputs of one name are refused, and outputs of their own are fine', async () => {
  const [scores, rejects] = [join(folder.path, 'scores.csv'), join(folder.path, 'rejects.csv')];
  await expect(assertOtherFiles(file, [scores, scores])).rejects.toThrow(CliError);
  await expect(assertOtherFiles(file, [scores, rejects])).resolves.toBeUndefined();
});
