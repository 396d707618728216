import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compiledIn, compilePrograms, sourceOf } from '../src/compiled-programs.ts';
import {
  repositoryRoot,
  spawnTypeScript,
  startProcess,
  type TemporaryDirectory,
  temporaryDirectory,
} from '../src/index.ts';

let folder: TemporaryDirectory;
beforeAll(async () => {
  folder = await temporaryDirectory();
  await compilePrograms(folder.path);
});
afterAll(() => folder.remove());

test('a compiled program says and does what its source does', async () => {
  const args = ['models', 'list', '--json'];
  const env = { MODEL_STORE: `file:${join(repositoryRoot, 'models')}` };
  const fromSource = await spawnTypeScript(sourceOf('bora'), { args, env });
  const compiled = await startProcess(process.execPath, [compiledIn(folder.path, 'bora'), ...args], {
    env,
  });
  expect(await compiled.exited).toEqual(await fromSource.exited);
  expect(compiled.stdout).toBe(fromSource.stdout);
  expect(JSON.parse(compiled.stdout).length).toBeGreaterThan(0);
});

test('no compiled program looks for a file beside itself, or starts a thread from its source', async () => {
  const names = await readdir(folder.path);
  expect(names.length).toBeGreaterThan(3);
  for (const name of names) {
    const text = await readFile(join(folder.path, name), 'utf8');
    expect([name, /import\.meta\.(?!resolve\b).*/.exec(text)?.[0]]).toEqual([name, undefined]);
    expect([name, /new URL\([^)]*(-boot|training-thread)\.mjs["'],.*/.exec(text)?.[0]]).toEqual([
      name,
      undefined,
    ]);
  }
});
