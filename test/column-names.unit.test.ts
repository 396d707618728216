import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApplicationSchema } from '@bora/contracts';
import { repositoryRoot } from '@bora/testing';
import { expect, test } from 'vitest';

const schemaFolder = join(repositoryRoot, 'schemas');
const schemas = readdirSync(schemaFolder)
  .filter((name) => name.endsWith('.json') && !name.includes('.synthetic.'))
  .map((name) => ApplicationSchema.parse(JSON.parse(readFileSync(join(schemaFolder, name), 'utf8'))));

/** A name of lower-case letters alone, such as "purpose", is an ordinary word of the language as well. */
const isOrdinaryWord = (name: string) => /^[a-z]+$/.test(name);

const excludedFrom = (schema: ApplicationSchema) => schema.excluded.map(({ name }) => name);

const names = schemas.flatMap((schema) =>
  [...schema.variables.flatMap(({ name, aliases }) => [name, ...aliases]), ...excludedFrom(schema)].filter(
    (name) => !isOrdinaryWord(name),
  ),
);

function codeFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: repositoryRoot,
    encoding: 'utf8',
  });
  return listed.split('\n').filter((file) => /\.(ts|tsx|mjs|js|sh|lua|css|html)$/.test(file));
}

test('no code knows a column name of a data set: they stand in schemas and trained bundles alone', () => {
  expect(names.length).toBeGreaterThan(54);
  const escaped = names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const anyName = new RegExp(`(?<![\\w-])(?:${escaped.join('|')})(?![\\w-])`);
  const found = codeFiles().flatMap((file) => {
    const match = anyName.exec(readFileSync(join(repositoryRoot, file), 'utf8'));
    return match ? [`${file}: ${match[0]}`] : [];
  });
  expect(found).toEqual([]);
});
