import { readdirSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type ApplicationSchema, warningsOf } from '@bora/contracts';
import { openApplicantFile, parseApplicants, parseTrainingRows } from '@bora/features';
import { auc } from '@bora/metrics';
import { repositoryRoot, type TemporaryDirectory, temporaryDirectory } from '@bora/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readSchemaFile } from '../src/files/schema-file.ts';
import { runProgram } from '../src/program.ts';
import { createApplicantGenerator } from '../src/synth/applicant-generator.ts';
import { syntheticFile } from '../src/synth/synthetic-file.ts';
import { plainRecipe, readRecipe, type SyntheticRecipe } from '../src/synth/synthetic-recipe.ts';
import { inventedSchema } from './invented-schema.ts';
import { memoryTerminal } from './memory-terminal.ts';

const shippedIds = readdirSync(join(repositoryRoot, 'schemas'))
  .filter((name) => /^[a-z0-9-]+\.json$/.test(name))
  .map((name) => name.slice(0, -'.json'.length));

interface Shape {
  rows: number;
  seed?: number;
  label?: boolean;
  layout?: 'header' | 'published';
}

function write(schema: ApplicationSchema, recipe: SyntheticRecipe, shape: Shape): string {
  const { rows, seed = 1, label = false, layout = 'header' } = shape;
  const generator = createApplicantGenerator(schema, recipe, seed);
  return [...syntheticFile(schema, generator, { rows, label, layout })].map(({ text }) => text).join('');
}

async function shipped(id: string): Promise<{ schema: ApplicationSchema; recipe: SyntheticRecipe }> {
  const { path, schema } = await readSchemaFile(id);
  return { schema, recipe: await readRecipe(path, schema) };
}

describe('the sample that ships', () => {
  let folder: TemporaryDirectory;
  beforeEach(async () => {
    folder = await temporaryDirectory();
  });
  afterEach(() => folder.remove());

  test.each([
    ['sample-applicants.csv', '--schema pakdd2010 --rows 1000 --seed 1'],
    ['sample-outcomes.csv', '--schema pakdd2010 --rows 500 --seed 2 --first-id 1001 --label'],
    ['sample-purchases.csv', '--schema online-retail --rows 3000 --seed 3'],
  ])('%s is what the command writes, byte for byte', async (name, words) => {
    const out = join(folder.path, 'sample.csv');
    const readme = await readFile(join(repositoryRoot, 'data/README.md'), 'utf8');
    expect(readme).toContain(`synth ${words} --out data/${name}`);
    expect(await runProgram(['synth', ...words.split(' '), '--out', out], memoryTerminal())).toBe(0);
    const sample = await readFile(join(repositoryRoot, 'data', name));
    expect((await readFile(out)).equals(sample)).toBe(true);
    await rm(out);
  });

  test('names no applicant twice: those with outcomes are others than those without', async () => {
    const files = ['sample-applicants.csv', 'sample-outcomes.csv'];
    const texts = await Promise.all(
      files.map((name) => readFile(join(repositoryRoot, 'data', name), 'utf8')),
    );
    const ids = texts.flatMap((text) => text.match(/^SYN-\d+/gm) ?? []);
    expect(ids).toHaveLength(1_500);
    expect(new Set(ids).size).toBe(1_500);
  });
});

describe.each(shippedIds)('synthetic applicants of %s', (id) => {
  test('are the same for the same seed, and others for another', async () => {
    const { schema, recipe } = await shipped(id);
    const first = write(schema, recipe, { rows: 300, seed: 5 });
    expect(write(schema, recipe, { rows: 300, seed: 5 })).toBe(first);
    expect(write(schema, recipe, { rows: 300, seed: 6 })).not.toBe(first);
  });

  test('of a longer file begin with those of a shorter one', async () => {
    const { schema, recipe } = await shipped(id);
    const long = write(schema, recipe, { rows: 1_500 });
    expect(long.startsWith(write(schema, recipe, { rows: 400 }))).toBe(true);
  });

  test.each(['header', 'published'] as const)(
    'are accepted in the layout "%s", with few warnings',
    async (layout) => {
      const { schema, recipe } = await shipped(id);
      const bytes = Buffer.from(write(schema, recipe, { rows: 2_000, layout }));
      const file = openApplicantFile(bytes, schema);
      const { table, rejects } = parseApplicants(file.records, file.layout, schema, {
        firstRow: 1,
        firstLine: file.firstLine,
      });
      expect(file.layout.header).toBe(layout === 'header' || schema.file.header);
      const excluded = layout === 'published' ? schema.excluded.length : 0;
      expect(file.layout.ignoredColumns).toHaveLength(excluded);
      expect(rejects).toEqual([]);
      expect(table.rowCount).toBe(2_000);
      const warned = table.warnings.filter((bits) => warningsOf(bits).length > 0).length;
      expect(warned).toBeLessThan(2_000 * (recipe.carelessRows + 0.01));
    },
  );

  test('say in their ids that nobody stands behind them', async () => {
    const { schema, recipe } = await shipped(id);
    const idIndex = schema.variables.findIndex(({ kind }) => kind === 'id');
    const { values } = createApplicantGenerator(schema, recipe, 1).next();
    expect(idIndex < 0 ? 'no id' : values[idIndex]).toMatch(/^(SYN-000001|no id)$/);
  });

  test('have a label that follows its rule: the bad rate is met and the rule ranks them', async () => {
    const { schema, recipe } = await shipped(id);
    const labelIndex = schema.variables.findIndex(({ kind }) => kind === 'label');
    const generator = createApplicantGenerator(schema, recipe, 3);
    const drawn = Array.from({ length: 20_000 }, () => generator.next());
    const bad = drawn.map(({ values }) =>
      values[labelIndex] === schema.variables[labelIndex]!.yes![0] ? 1 : 0,
    );
    const badRate = bad.reduce<number>((sum, one) => sum + one, 0) / bad.length;
    expect(badRate).toBeCloseTo(recipe.badRate, 1);
    expect(
      auc(
        bad,
        drawn.map(({ logOdds }) => logOdds),
      ),
    ).toBeGreaterThan(0.65);
  });

  test('can be trained on when they are labelled', async () => {
    const { schema, recipe } = await shipped(id);
    const file = openApplicantFile(Buffer.from(write(schema, recipe, { rows: 500, label: true })), schema);
    const position = { firstRow: 1, firstLine: file.firstLine };
    expect(parseTrainingRows(file.records, file.layout, schema, position).labels).toHaveLength(500);
  });
});

test('values are missing as often as the recipe says', async () => {
  const { schema, recipe } = await shipped('pakdd2010');
  const generator = createApplicantGenerator(schema, recipe, 1);
  const drawn = Array.from({ length: 10_000 }, () => generator.next().values);
  for (const [index, { name, kind }] of schema.variables.entries()) {
    if (kind !== 'category') continue;
    const missing = drawn.filter((values) => values[index]!.trim() === '').length / drawn.length;
    expect(missing, name).toBeCloseTo(recipe.variables[name]?.missing ?? 0, 1);
  }
});

test('a town lies in one state, whether one lives there, works there or was born there', async () => {
  const { schema, recipe } = await shipped('pakdd2010');
  const indexOf = (name: string) => schema.variables.findIndex((variable) => variable.name === name);
  const chains = recipe.places.map(({ levels }) => levels.slice(0, 2).map(indexOf));
  const generator = createApplicantGenerator(schema, recipe, 1);
  const stateOf = new Map<string, string>();
  for (let row = 0; row < 5_000; row += 1) {
    const { values } = generator.next();
    for (const [state, town] of chains) {
      const name = values[town!]!.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();
      if (name === '') continue;
      expect(stateOf.get(name) ?? values[state!]).toBe(values[state!]);
      stateOf.set(name, values[state!]!);
    }
  }
  expect(stateOf.size).toBeGreaterThan(500);
});

test('variables that follow the same circumstances go together', async () => {
  const { schema, recipe } = await shipped('pakdd2010');
  const numbers = schema.variables
    .map(({ name, kind }, index) => ({ index, kind, follows: recipe.variables[name]?.follows ?? {} }))
    .filter(
      ({ kind, follows }) => kind === 'number' && Object.values(follows).some((weight) => weight >= 0.6),
    );
  const means = numbers.filter(({ follows }) => 'means' in follows);
  expect(means.length).toBeGreaterThanOrEqual(2);
  const generator = createApplicantGenerator(schema, recipe, 1);
  const drawn = Array.from({ length: 5_000 }, () => generator.next().values);
  const column = (index: number) => drawn.map((values) => Number(values[index]));
  const [one, other] = means.map(({ index }) => column(index));
  const middle = [...one!].sort((left, right) => left - right)[2_500]!;
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const high = other!.filter((_, row) => one![row]! > middle);
  const low = other!.filter((_, row) => one![row]! <= middle);
  expect(mean(high)).toBeGreaterThan(1.2 * mean(low));
});

test('a schema without a recipe gets applicants from its kinds, values and bounds alone', () => {
  const recipe = plainRecipe(inventedSchema);
  const bytes = Buffer.from(write(inventedSchema, recipe, { rows: 1_000, label: true, layout: 'published' }));
  const file = openApplicantFile(bytes, inventedSchema);
  const position = { firstRow: 1, firstLine: file.firstLine };
  const { table, rejects, labels } = parseTrainingRows(file.records, file.layout, inventedSchema, position);
  expect(rejects).toEqual([]);
  expect(table.warnings.filter((bits) => bits !== 0).length).toBeLessThan(20);
  expect(new Set(labels)).toEqual(new Set([0, 1]));
  const drawn = table.text.slice(0, -1);
  for (const column of drawn) expect(new Set(column).size).toBeGreaterThan(1);
});
