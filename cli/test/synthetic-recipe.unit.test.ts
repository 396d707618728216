import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot, type TemporaryDirectory, temporaryDirectory } from '@bora/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runProgram } from '../src/program.ts';
import { memoryTerminal } from './memory-terminal.ts';

let folder: TemporaryDirectory;
let schemaFile: string;
beforeEach(async () => {
  folder = await temporaryDirectory();
  schemaFile = join(folder.path, 'own.json');
  await copyFile(join(repositoryRoot, 'schemas/german-credit.json'), schemaFile);
});
afterEach(() => folder.remove());

async function synth(recipe: unknown): Promise<{ code: number; err: string }> {
  await writeFile(join(folder.path, 'own.synthetic.json'), JSON.stringify(recipe));
  const terminal = memoryTerminal();
  const out = join(folder.path, 'out.csv');
  const code = await runProgram(['synth', '--schema', schemaFile, '--rows', '10', '--out', out], terminal);
  return { code, err: terminal.err };
}

test('a schema is found by its path, with the recipe beside it', async () => {
  expect(await synth({ description: '' })).toEqual({ code: 0, err: '' });
});

test('a recipe that names a variable the schema does not have is refused with the name', async () => {
  const { code, err } = await synth({ description: '', variables: { shoe_size: { copyOf: 'hat_size' } } });
  expect(code).toBe(1);
  expect(err).toMatch(/does not have: shoe_size, hat_size/);
});

test('a recipe of another form is refused with the place', async () => {
  const { code, err } = await synth({ description: '', badRate: 3 });
  expect(code).toBe(1);
  expect(err).toMatch(/is not a recipe: badRate/);
});
