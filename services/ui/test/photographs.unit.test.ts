import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@bora/testing';
import { expect, test } from 'vitest';
import { photographs } from './support/photographs.ts';

const documents = ['README.md', ...readdirSync(join(repositoryRoot, 'docs')).map((name) => `docs/${name}`)]
  .filter((name) => name.endsWith('.md'))
  .map((name) => readFileSync(join(repositoryRoot, name), 'utf8'))
  .join('\n');

test('every picture is written by the script or shown by a document', () => {
  const stale = readdirSync(join(repositoryRoot, 'docs/screenshots')).filter((file) => {
    const [, name] = /^(.+)-(?:light|dark)(?:-360)?\.png$/.exec(file) ?? [];
    const isWritten = photographs.some((one) => one.name === name);
    return !isWritten && !documents.includes(`screenshots/${file}`);
  });
  expect(stale).toEqual([]);
});

test('no two photographs have the same name', () => {
  const names = photographs.map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});
