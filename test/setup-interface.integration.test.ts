import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot, type TemporaryDirectory, temporaryDirectory } from '@bora/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { call, runScript } from './setup-scripts/run-script.ts';

let root: TemporaryDirectory;
let folder: string;
const document = (text: string) => `<!doctype html><html lang="en"><title>${text}</title></html>`;
const build = () => call('interface.mjs', 'ensureInterface', [root.path]);

beforeEach(async () => {
  root = await temporaryDirectory();
  folder = join(root.path, 'services/ui');
  await mkdir(folder, { recursive: true });
  await symlink(join(repositoryRoot, 'services/ui/node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'index.html'), document('first'));
});
afterEach(() => root.remove());

test('the pages are built once, and again only after a source has changed', async () => {
  expect(await build()).toBe('built');
  expect(await build()).toBe('unchanged');
  await writeFile(join(folder, 'index.html'), document('second'));
  expect(await build()).toBe('built');
  expect(await readFile(join(folder, 'dist/index.html'), 'utf8')).toContain('second');
});

test('two runs at once build the pages once', async () => {
  expect((await Promise.all([build(), build()])).sort()).toEqual(['built', 'unchanged']);
});

test('a build that fails shows what was said and is tried again the next time', async () => {
  await writeFile(join(folder, 'index.html'), '<script type="module" src="./missing.ts"></script>');
  const args = ['interface.mjs', 'ensureInterface', JSON.stringify([root.path])];
  const failed = await runScript('call.mjs', args);
  expect(failed.code).toBe(1);
  expect(failed.stderr).toContain('missing.ts');
  await writeFile(join(folder, 'index.html'), document('mended'));
  expect(await build()).toBe('built');
});
