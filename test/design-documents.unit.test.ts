import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { queues } from '@bora/contracts';
import { repositoryRoot } from '@bora/testing';
import { expect, test } from 'vitest';

const read = (path: string) => readFileSync(join(repositoryRoot, path), 'utf8');
const design = read('docs/lld.md');

test('the low-level design names every queue', () => {
  const named = Object.values(queues).filter(({ name }) => !design.includes(`| \`${name}\` `));
  expect(named.map(({ name }) => name)).toEqual([]);
});

test('the low-level design names every table of the database', () => {
  const folder = 'services/api/src/database/migrations';
  const text = readdirSync(join(repositoryRoot, folder))
    .map((file) => read(join(folder, file)))
    .join('\n');
  const tables = [...text.matchAll(/create table (?:if not exists )?([a-z_]+) \(/g)].map(([, name]) => name!);
  expect(tables.length).toBeGreaterThan(20);
  expect(tables.filter((name) => !new RegExp(`\\b${name}\\b`).test(design))).toEqual([]);
});

test('every document of docs is in its list, and every decision record has a number of its own', () => {
  const index = read('docs/README.md');
  const documents = readdirSync(join(repositoryRoot, 'docs')).filter(
    (name) => !/^(README\.md|.*\.txt)$/.test(name),
  );
  expect(documents.filter((name) => !index.includes(`(${name}`))).toEqual([]);
  const numbers = readdirSync(join(repositoryRoot, 'docs/decisions')).flatMap(
    (name) => /^\d{4}/.exec(name) ?? [],
  );
  expect(numbers).toEqual([...new Set(numbers)]);
});
