import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sharedData, type TemporaryDirectory, temporaryDirectory } from '@bora/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { readSchemaFile } from '../src/files/schema-file.ts';
import { runProgram } from '../src/program.ts';
import { memoryTerminal } from './memory-terminal.ts';

const german = sharedData('german_credit', 'german.data');
const published = sharedData('pakdd2010', 'PAKDD2010_Modeling_Data.txt');

const Found = z.object({
  format: z.literal('bora-exploration/1'),
  schema: z.object({ id: z.string() }),
  rows: z.int(),
  rejects: z.record(z.string(), z.int()),
  warnings: z.record(z.string(), z.int()),
  outcome: z.object({ bad: z.int() }),
  duplicates: z.array(z.object({ variable: z.string() })),
  variables: z.array(
    z.object({ variable: z.string(), isConstant: z.boolean(), informationValue: z.number() }),
  ),
});

let folder: TemporaryDirectory;
beforeAll(async () => {
  folder = await temporaryDirectory();
});
afterAll(() => folder.remove());

async function bora(...args: string[]) {
  const terminal = memoryTerminal();
  const code = await runProgram(args, terminal);
  return { code, out: terminal.out, err: terminal.err };
}

test('a synthetic file gives a page and, with --json, its figures; the schema is found from the header', async () => {
  const data = join(folder.path, 'applicants.csv');
  await bora('synth', '--schema', 'german-credit', '--rows', '400', '--label', '--out', data);
  const out = join(folder.path, 'pages', 'eda.html');
  const { code, out: said, err } = await bora('eda', data, '--json', '--out', out);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const found = Found.parse(JSON.parse(said));
  expect(found).toMatchObject({ rows: 400, schema: { id: 'german-credit' } });
  const page = await readFile(out, 'utf8');
  expect(page).toContain('What applicants.csv holds');
  expect(page).not.toContain(folder.path);
  const named = await bora('eda', data, '--schema', 'german-credit');
  expect(named.out).toMatch(/^400 applicants of german-credit, \d+\.\d % bad/);
  expect(named.out).toContain('\n8 more variables are on the page (--out) and in --json.\n');
});

test('a file that fits no schema is refused with the schemas to choose from', async () => {
  const file = join(folder.path, 'customers.csv');
  await writeFile(file, 'customer,visits\n1,2\n');
  const { code, out, err } = await bora('eda', file);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(/fits no schema: name one with --schema, of german-credit, .*pakdd2010/);
  const named = await bora('eda', file, '--schema', 'german-credit');
  expect(named.err).toMatch(/^bora: .*german-credit/);
  expect((await bora('eda', join(folder.path, 'nowhere.csv'))).err).toMatch(/There is no file/);
  expect((await bora('eda', file, '--schema', 'unknown')).err).toMatch(/There is no schema unknown/);
});

test('the page is never written over the file that is read', async () => {
  const file = join(folder.path, 'precious.csv');
  await writeFile(file, 'customer\n1\n');
  const { code, err } = await bora('eda', file, '--schema', 'german-credit', '--out', file);
  expect(code).toBe(1);
  expect(err).toContain('name another file');
  expect(await readFile(file, 'utf8')).toBe('customer\n1\n');
});

test('German credit: a thousand rows, 300 bad, nothing constant', async (context) => {
  if (!german) return context.skip('The published file in ../shared/data/german_credit is absent.');
  const found = Found.parse(JSON.parse((await bora('eda', german, '--json')).out));
  expect(found).toMatchObject({ rows: 1000, outcome: { bad: 300 }, rejects: {}, duplicates: [] });
  expect(found.variables.filter(({ isConstant }) => isConstant)).toEqual([]);
  const first = found.variables.toSorted((left, right) => right.informationValue - left.informationValue)[0];
  const { schema } = await readSchemaFile('german-credit');
  expect(first?.variable).toBe(schema.variables.find(({ position }) => position === 1)?.name);
});

test('PAKDD 2010: its nine constant columns, its two duplicates, its broken values', async (context) => {
  if (!published) return context.skip('The published files in ../shared/data/pakdd2010 are absent.');
  const found = Found.parse(JSON.parse((await bora('eda', published, '--json')).out));
  expect(found).toMatchObject({ rows: 50_000, outcome: { bad: 13_041 }, rejects: {} });
  expect(found.warnings).toMatchObject({ 'invalid-encoding': 2, 'unreadable-value': 1 });
  const { schema } = await readSchemaFile('pakdd2010');
  const positionsOf = (names: { variable: string }[]) =>
    names.map(({ variable }) => schema.variables.find(({ name }) => name === variable)!.position);
  expect(positionsOf(found.variables.filter(({ isConstant }) => isConstant)).length).toBe(9);
  expect(positionsOf(found.duplicates).length).toBe(2);
});
