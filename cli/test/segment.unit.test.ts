import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot, sharedData, type TemporaryDirectory, temporaryDirectory } from '@bora/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { runProgram } from '../src/program.ts';
import { segmentationLayout } from '../src/segment/layout-files.ts';
import { syntheticPurchases } from '../src/synth/synthetic-purchases.ts';
import { memoryTerminal } from './memory-terminal.ts';

const Answer = z.object({
  algorithm: z.string(),
  segments: z.array(z.object({ cluster: z.int(), name: z.string(), customers: z.int() })),
  cleaning: z.object({ rows: z.int(), customers: z.int() }),
  model: z.object({ features: z.array(z.string()) }),
  stored: z.object({ name: z.string(), version: z.string(), previous: z.string().nullable() }).nullable(),
});

let folder: TemporaryDirectory;
let file: string;
beforeAll(async () => {
  folder = await temporaryDirectory();
  file = join(folder.path, 'purchases.csv');
  const layout = await segmentationLayout('', 'online-retail');
  if (layout.kind !== 'purchases') throw new Error('The layout of the test is one of purchases.');
  await writeFile(file, [...syntheticPurchases(layout, 30_000, 1)].join(''));
});
afterAll(() => folder.remove());

async function bora(...args: string[]) {
  const terminal = memoryTerminal({ SEGMENT_STORE: `file:${join(folder.path, 'store')}` });
  const code = await runProgram(args, terminal);
  return { code, out: terminal.out, err: terminal.err };
}

const out = (name: string) => join(folder.path, name);

test('a file of purchases becomes named segments, a CSV of its customers and a page', async () => {
  const outputs = ['--out', out('members.csv'), '--report', out('page.html')];
  const { code, out: said } = await bora('segment', file, '--algorithm', 'kmeans', '--k', '4', ...outputs);
  expect(code).toBe(0);
  expect(said).toMatch(/^30,000 rows of the layout online-retail: \d+ customers/);
  expect(said).toContain('KMeans with 4 segments, as asked.');
  const members = (await readFile(out('members.csv'), 'utf8')).trimEnd().split('\n');
  expect(members[0]).toBe(
    'customer,segment,cluster,recency,frequency,monetary,recency_score,frequency_score,monetary_score',
  );
  expect(said).toContain(`${members.length - 1} customers`);
  for (const line of members.slice(1)) expect(line).toMatch(/(,[1-5]){3}$/);
  const page = await readFile(out('page.html'), 'utf8');
  expect(page).toMatch(/^<!doctype html>/);
  expect(page).not.toMatch(/<script|src="http|href="http/);
  for (const heading of ['The segments', 'How they differ', 'How good they are', 'Elbow', 'What was read'])
    expect(page).toContain(heading);
});

test('the same file and seed give the same answer, and the customers of all segments are all customers', async () => {
  const args = ['segment', file, '--algorithm', 'gmm', '--k', '3', '--json'];
  const [first, second] = [await bora(...args), await bora(...args)];
  expect(second.out).toBe(first.out);
  const { segments, cleaning } = Answer.parse(JSON.parse(first.out));
  expect(segments.reduce((sum, { customers }) => sum + customers, 0)).toBe(cleaning.customers);
});

test('a stored segmentation lends its names to the next run', async () => {
  const args = ['segment', file, '--algorithm', 'kmeans', '--k', '3', '--json', '--name', 'shop'];
  const first = Answer.parse(JSON.parse((await bora(...args)).out));
  const again = await bora(...args, '--seed', '7', '--previous', 'shop');
  const second = Answer.parse(JSON.parse(again.out));
  const names = ({ segments }: z.infer<typeof Answer>) => segments.map(({ name }) => name).sort();
  expect(names(second)).toEqual(names(first));
  expect(second.stored?.previous).toBe(first.stored?.version);
});

test.each([
  [['--eps', '-1'], /--eps.*above 0/s],
  [['--k', '1'], /--k.*whole number from 2/s],
  [['--algorithm', 'magic'], /Allowed choices are kmeans/],
  [['--layout', 'nothing'], /There is no layout nothing: give a path, or one of .*online-retail/],
  [['--layout', 'mall'], /does not name these columns/],
  [['--snapshot', '2011-02-31'], /a day such as/],
  [['--snapshot', '2020-01-01'], /after the snapshot/],
  [['--previous', 'never'], /no stored segmentation never: store one with --name never/],
  [['--algorithm', 'dbscan', '--k', '3'], /k: It is for kmeans and gmm, and dbscan does not read it/],
  [['--algorithm', 'kmeans', '--eps', '1'], /eps: It is for dbscan/],
  [['--algorithm', 'kmeans', '--k', '49', '--outcomes', 'absent.csv'], /There is no file absent\.csv/],
  [['--out', 'FILE'], /is read or written already/],
])('%j is refused with what to do', async (args, message) => {
  const { code, err } = await bora('segment', file, ...args.map((arg) => (arg === 'FILE' ? file : arg)));
  expect(code).not.toBe(0);
  expect(err).toMatch(message);
});

test('an empty file is called empty', async () => {
  const empty = out('empty.csv');
  await writeFile(empty, '');
  const { code, err } = await bora('segment', empty);
  expect([code, err]).toEqual([1, expect.stringMatching(/empty\.csv is empty: give a file of customers/)]);
});

test('a file that no layout fits is refused with the layouts there are', async () => {
  const other = out('other.csv');
  await writeFile(other, 'a,b\n1,2\n');
  const { code, err } = await bora('segment', other);
  expect(code).toBe(1);
  expect(err).toMatch(/No layout fits .* Choose one with --layout: .*mall/);
  expect(err).not.toContain('Nearest');
});

test('of a file that misses some columns of a layout these are named', async () => {
  const layout = z.object({
    columns: z.object({ customer: z.array(z.string()) }),
    features: z.array(z.object({ column: z.array(z.string()) })),
  });
  const mall = layout.parse(
    JSON.parse(await readFile(join(repositoryRoot, 'schemas/customers/mall.json'), 'utf8')),
  );
  const [first, ...others] = mall.features.map(({ column }) => column[0]!);
  const near = out('near.csv');
  await writeFile(near, `${mall.columns.customer[0]},${first}\n1,2\n`);
  const { code, err } = await bora('segment', near);
  expect(code).toBe(1);
  expect(err).toContain(
    `Nearest is mall, of which these columns are missing or named twice: ${others.join(', ')}.`,
  );
});

test('accounts in trouble stand out in the real outcomes of their loans', async (context) => {
  const [movements, loans] = [sharedData('berka', 'transactions.csv'), sharedData('berka', 'loan.asc')];
  if (!movements || !loans) return context.skip('The published files in ../shared/data/berka are absent.');
  const args = ['--algorithm', 'kmeans', '--outcomes', loans, '--report', out('loans.html'), '--json'];
  const { code, out: said } = await bora('segment', movements, ...args);
  expect(code).toBe(0);
  const Outcome = z.object({ name: z.string(), known: z.int(), bad: z.int(), badRate: z.number() });
  const { outcomes } = z
    .object({
      outcomes: z.object({
        segments: z.array(Outcome),
        total: Outcome.omit({ name: true }),
        unmatched: z.int(),
      }),
    })
    .parse(JSON.parse(said));
  expect(outcomes.total).toMatchObject({ known: 354, bad: 30 });
  expect(outcomes.unmatched).toBe(328);
  const rates = Object.fromEntries(outcomes.segments.map(({ name, badRate }) => [name, badRate]));
  expect(rates['Stretched Accounts']).toBeGreaterThan(0.2);
  expect(rates['Steady Savers']).toBeLessThan(0.02);
  expect(await readFile(out('loans.html'), 'utf8')).toContain('What became of them');
});

test('the purchases of the measurement are the same for the same seed', async () => {
  const layout = await segmentationLayout('', 'online-retail');
  if (layout.kind !== 'purchases') throw new Error('The layout of the test is one of purchases.');
  const text = [...syntheticPurchases(layout, 5_000, 3)].join('');
  expect([...syntheticPurchases(layout, 5_000, 3)].join('')).toBe(text);
  expect(text.trimEnd().split('\n')).toHaveLength(5_001);
});
