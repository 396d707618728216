import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApplicationSchema, SegmentationLayout } from '@bora/contracts';
import { repositoryRoot } from '@bora/testing';
import { expect, test } from 'vitest';

const schemaFolder = join(repositoryRoot, 'schemas');
const schemas = readdirSync(schemaFolder)
  .filter((name) => name.endsWith('.json') && !name.includes('.synthetic.'))
  .map((name) => ApplicationSchema.parse(JSON.parse(readFileSync(join(schemaFolder, name), 'utf8'))));

/** A name of lower-case letters alone, such as "purpose" or "Quantity", is an ordinary word of the language as well. */
const isOrdinaryWord = (name: string) => /^[A-Z]?[a-z]+$/.test(name);

const layouts = ['transactions', 'customers'].flatMap((folder) =>
  readdirSync(join(schemaFolder, folder)).map((name) =>
    SegmentationLayout.parse(JSON.parse(readFileSync(join(schemaFolder, folder, name), 'utf8'))),
  ),
);

/** Names that the calls of the HTTP interface use for their own fields. */
const ownNames = new Set(['customer_id', 'spending_score']);

const names = [
  ...schemas.flatMap(({ variables, excluded }) => [
    ...variables.flatMap(({ name, aliases }) => [name, ...aliases]),
    ...excluded.map(({ name }) => name),
  ]),
  ...layouts.flatMap((layout) => [
    ...Object.values(layout.columns).flatMap((column) => column ?? []),
    ...layout.features.flatMap((feature) => ('column' in feature ? feature.column : [])),
  ]),
].filter((name) => !isOrdinaryWord(name) && !ownNames.has(name));

/** Without `reports/`: what was measured on a data set names its columns. */
function codeFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: repositoryRoot,
    encoding: 'utf8',
  });
  const files = listed.split('\n').filter((file) => !file.startsWith('reports/'));
  return files.filter((file) => /\.(ts|tsx|mjs|js|sh|lua|css|html)$/.test(file));
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
