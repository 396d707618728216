import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { repositoryRoot } from '@bora/testing';
import { expect, test } from 'vitest';

const staticImport = /^(?:import|export) (?!type )(?:[^'"]*? from )?'([^']+)'/gms;

/** Every module that a file imports before it runs, by what it is called; our own packages are followed. */
function importedBy(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(staticImport)) {
    const own = name.startsWith('.') ? resolve(dirname(file), name) : packageEntry(name);
    if (own) importedBy(own, seen);
    else seen.add(name);
  }
  return seen;
}

function packageEntry(name: string): string | null {
  const folder = name.replace(/^@bora\//, '');
  if (folder === name) return null;
  return ['packages', '']
    .map((parent) => join(repositoryRoot, parent, folder, 'src', 'index.ts'))
    .find(existsSync)!;
}

test('a replay of stored scores loads no TensorFlow, one with a model does', () => {
  const command = join(repositoryRoot, 'cli', 'src', 'commands', 'simulate.ts');
  const isTensorFlow = (name: string) => name.includes('@tensorflow') || name.includes('/packages/model/');
  const loaded = [...importedBy(command)];
  expect(loaded.some((name) => name.endsWith('/report/build-report.ts'))).toBe(true);
  expect(loaded.filter(isTensorFlow)).toEqual([]);
  const withModel = importedBy(join(repositoryRoot, 'cli', 'src', 'simulate', 'model-scores.ts'));
  expect([...withModel].some(isTensorFlow)).toBe(true);
});
