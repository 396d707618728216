import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repositoryRoot, sharedData } from '../src/index.ts';

test('the repository root is where the workspace file lies', () => {
  expect(existsSync(join(repositoryRoot, 'pnpm-workspace.yaml'))).toBe(true);
});

test('absent real data is undefined, so that its tests can be skipped', () => {
  expect(sharedData('no-such-folder', 'nothing.csv')).toBeUndefined();
});

test.skipIf(sharedData() === undefined)('present real data is an absolute path', () => {
  expect(sharedData('README.md')).toBe(join(repositoryRoot, '../shared/data/README.md'));
});
