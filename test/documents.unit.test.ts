import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repositoryRoot } from '@bora/testing';
import { expect, test } from 'vitest';

const decisions = readdirSync(join(repositoryRoot, 'docs/decisions')).map((name) => `docs/decisions/${name}`);
const documents = [
  'README.md',
  'SECURITY.md',
  'docs/architecture.md',
  'docs/hld.md',
  'docs/lld.md',
  'docs/operations.md',
  'docs/README.md',
  'docs/reliability.md',
  'services/api/README.md',
  'notebooks/README.md',
  'services/ui/README.md',
  ...decisions,
];

test.each(documents)('every link of %s to a file of the repository leads somewhere', (document) => {
  const text = readFileSync(join(repositoryRoot, document), 'utf8');
  const targets = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map((match) => match[1]!);
  const local = targets.filter((target) => !/^[a-z]+:/.test(target));
  const broken = local.filter((target) => !existsSync(join(repositoryRoot, dirname(document), target)));
  expect(broken).toEqual([]);
});

test('the README has no place left to be filled in', () => {
  const text = readFileSync(join(repositoryRoot, 'README.md'), 'utf8');
  expect(text.match(/\b[A-Z]{9,}\b/g) ?? []).toEqual([]);
});
