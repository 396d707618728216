import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ApplicationSchema } from '@bora/contracts';
import { repositoryRoot, sharedData } from '@bora/testing';
import { expect, test } from 'vitest';
import { z } from 'zod';

const Text = z.union([z.string(), z.array(z.string())]).transform((text) => [text].flat().join(''));
const Cell = z.object({
  cell_type: z.enum(['code', 'markdown']),
  source: Text,
  execution_count: z.int().nullable().optional(),
  outputs: z
    .array(
      z.object({
        output_type: z.string(),
        name: z.string().optional(),
        text: Text.optional(),
        data: z.record(z.string(), Text).optional(),
      }),
    )
    .optional(),
});

const path = join(repositoryRoot, 'notebooks/eda.ipynb');
const text = readFileSync(path, 'utf8');
const { cells } = z.object({ cells: z.array(Cell) }).parse(JSON.parse(text));
const code = cells.filter((cell) => cell.cell_type === 'code');
const outputs = code.flatMap((cell) => cell.outputs ?? []);
const drawn = outputs.flatMap(({ data = {} }) => data['image/svg+xml'] ?? []);
const said = outputs.map((output) => JSON.stringify(output)).join('\n');

test('the notebook was run from its first cell to its last, without a failure', () => {
  expect(code.length).toBeGreaterThan(10);
  expect(code.map((cell) => cell.execution_count)).toEqual(code.map((_, place) => place + 1));
  const failed = outputs.filter(({ output_type, name }) => output_type === 'error' || name === 'stderr');
  expect(failed).toEqual([]);
  expect(drawn.length).toBeGreaterThan(5);
  for (const svg of drawn) expect(svg).not.toMatch(/NaN|Infinity|undefined/);
});

test('the notebook names no place of the machine that ran it', () => {
  for (const folder of [repositoryRoot, homedir()].filter((one) => one.length > 1))
    expect(text).not.toContain(`${folder}/`);
  expect(text).not.toMatch(/["' :=(](?:\/(?:home|root|work|tmp|Users|mnt|var|usr|opt)\/|[A-Z]:\\\\)/);
});

test('the notebook stays below 1.5 MB and knows no column name of the files', () => {
  expect(statSync(path).size).toBeLessThan(1.5e6);
  const schemaFile = join(repositoryRoot, 'schemas/pakdd2010.json');
  const schema = ApplicationSchema.parse(JSON.parse(readFileSync(schemaFile, 'utf8')));
  const names = schema.variables.flatMap(({ name, aliases }) => [name, ...aliases]);
  const words = new Set(text.match(/[\w=-]+/g));
  expect(names.filter((name) => words.has(name))).toEqual([]);
});

test('no residence of fewer than 15 applicants is named in the outputs', (context) => {
  const file = sharedData('pakdd2010', 'PAKDD2010_Modeling_Data.txt');
  if (!file) return context.skip('The published files in ../shared/data/pakdd2010 are absent.');
  const rows = readFileSync(file, 'latin1').trimEnd().split('\r\n');
  const normalise = (place: string) => place.trim().replace(/\s+/g, ' ').toUpperCase();
  const counts = new Map<string, number>();
  for (const row of rows) {
    // City and borough of residence, and city of birth: the free texts of every row.
    for (const field of [11, 14, 15]) {
      const place = normalise(row.split('\t')[field]!);
      counts.set(place, (counts.get(place) ?? 0) + 1);
    }
  }
  const rare = [...counts].filter(([place, count]) => count < 15 && place.length > 7).map(([place]) => place);
  expect(rare.length).toBeGreaterThan(10_000);
  expect(rare.filter((place) => said.includes(`>${place}<`) || said.includes(`| ${place} |`))).toEqual([]);
});
