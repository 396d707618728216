import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@bora/testing';
import { expect, test } from 'vitest';
import { allFaults } from './chaos/faults/all-faults.ts';
import { differences } from './chaos/invariants/evidence.ts';
import type { Expected } from './chaos/load/reference.ts';
import { readOptions, seedsOf } from './chaos/options.ts';
import { planRun } from './chaos/plan.ts';
import { ChaosReport } from './chaos/report/chaos-report.ts';
import { withChaosSection } from './chaos/report/reliability-section.ts';

const settled = (seed: number) => JSON.stringify(planRun(seed));

test('a seed settles a run, and another seed another run', () => {
  expect(settled(7)).toBe(settled(7));
  expect(settled(7)).not.toBe(settled(8));
});

test('sixty runs meet every fault at least four times, with one to three faults each', () => {
  const plans = seedsOf({ runs: 60 }).map((seed) => planRun(seed));
  for (const { name } of allFaults) {
    const met = plans.filter(({ disturbances }) => disturbances.some(({ fault }) => fault.name === name));
    expect(met.length, name).toBeGreaterThanOrEqual(4);
  }
  expect(new Set(plans.map(({ disturbances }) => disturbances.length))).toEqual(new Set([1, 2, 3]));
});

test('no run needs two kinds of stores', () => {
  for (const seed of seedsOf({ runs: 500 })) {
    const { stores, disturbances } = planRun(seed);
    for (const { fault } of disturbances) expect([undefined, stores]).toContain(fault.stores);
  }
});

test('files hold 300 to 20,000 rows, and their first row is an applicant', () => {
  const files = seedsOf({ runs: 200 }).flatMap((seed) => planRun(seed).files);
  expect(Math.min(...files.map(({ rows }) => rows))).toBeGreaterThanOrEqual(300);
  expect(Math.max(...files.map(({ rows }) => rows))).toBeLessThanOrEqual(20_000);
  expect(files.some(({ badRows }) => badRows.includes(0))).toBe(false);
});

const good = (applicantId: string): Exclude<Expected, { rejected: string }> => ({
  applicantId,
  pd: 0.25,
  score: 520,
  decision: 'refer',
});
const expected = new Map<number, Expected>([
  [1, good('a')],
  [2, { rejected: 'wrong-field-count' }],
  [3, good('c')],
]);
const found = [
  { row: 1, ...good('a') },
  { row: 3, ...good('c') },
];

test('rows as they must be are no differences', () => {
  expect(differences('here', expected, found)).toEqual([]);
});

test.each([
  ['a row that is there twice', [...found, found[0]!], 'row 1 is there twice'],
  ['a row that is missing', found.slice(1), 'row 1 has no score'],
  [
    'a row that must be rejected',
    [...found, { row: 2, ...good('b') }],
    'row 2 has a score and must be rejected',
  ],
  ['a row from nowhere', [...found, { row: 4, ...good('d') }], 'row 4 was not in the file'],
  ['the score of another version', [found[0]!, { ...found[1]!, pd: 0.2501 }], 'row 3 is'],
  ['the row of another applicant', [found[0]!, { ...found[1]!, applicantId: 'x' }], 'row 3 is'],
])('%s is told', (_, rows, said) => {
  expect(differences('here', expected, rows).join()).toContain(said);
});

test('an option that is no number is named', () => {
  expect(() => readOptions(['--runs', 'many'])).toThrow('--runs');
  expect(() => readOptions(['--seeds', '1'])).toThrow('--seeds');
  expect(seedsOf(readOptions(['--seed', '42']))).toEqual([42]);
});

const reportFile = join(repositoryRoot, 'reports/chaos.json');
test.skipIf(!existsSync(reportFile))('docs/reliability.md shows the report that is committed', () => {
  const report = ChaosReport.parse(JSON.parse(readFileSync(reportFile, 'utf8')));
  const document = readFileSync(join(repositoryRoot, 'docs/reliability.md'), 'utf8');
  expect(withChaosSection(document, report)).toBe(document);
});
