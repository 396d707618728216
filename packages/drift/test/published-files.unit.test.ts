import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ApplicationSchema, isPredictor } from '@bora/contracts';
import { type ApplicantTable, openApplicantFile, parseApplicants, selectRows } from '@bora/features';
import { describeTrainingRows } from '@bora/model';
import { seededRandom } from '@bora/random';
import { repositoryRoot, sharedData } from '@bora/testing';
import { expect, test } from 'vitest';
import { applicantCounter, type DriftReport, reportDrift } from '../src/index.ts';

const timeout = 60_000;
const trained = sharedData('pakdd2010', 'PAKDD2010_Modeling_Data.txt');
const later = ['Leaderboard', 'Prediction'].map((name) =>
  sharedData('pakdd2010', `PAKDD2010_${name}_Data.txt`),
);
const absent = 'The published files in ../shared/data/pakdd2010 are absent.';

const schema = ApplicationSchema.parse(
  JSON.parse(await readFile(join(repositoryRoot, 'schemas', 'pakdd2010.json'), 'utf8')),
);
const nameAt = (position: number) =>
  schema.variables.find((variable) => variable.position === position)!.name;

/** Positions of the variables whose encoding the model notes name, and of those that were constant. */
const encodings = [4, 22, 30, 31, 33, 41, 43, 44];
const constants = [10, 21, 45, 46, 47, 48, 50];
/** An additional card: constant 0 in training, 1 or 2 for some later. */
const constantNumber = 5;
const populations = [15, 23, 52];

async function readTable(path: string): Promise<ApplicantTable> {
  const file = openApplicantFile(await readFile(path), schema);
  return parseApplicants(file.records, file.layout, schema, { firstRow: 1, firstLine: file.firstLine }).table;
}

async function trainingReport(path: string): Promise<{
  table: ApplicantTable;
  report(table: ApplicantTable): DriftReport;
}> {
  const table = await readTable(path);
  const scores = new Float64Array(table.rowCount).fill(500);
  const reference = describeTrainingRows(schema, table, scores);
  const count = applicantCounter(schema, reference);
  return {
    table,
    report: (file) =>
      reportDrift({
        schema,
        reference,
        trainingRows: table.rowCount,
        modelReads: new Set(schema.variables.filter(isPredictor).map(({ name }) => name)),
        absent: new Set(),
        counts: count(file, scores.subarray(0, file.rowCount)),
        seenInTraining: 0,
      }),
  };
}

test('random 2,000 rows of the training file get no finding, twenty times', { timeout }, async (context) => {
  if (!trained) return context.skip(absent);
  const { table, report } = await trainingReport(trained);
  const random = seededRandom(3, 0);
  for (let repetition = 0; repetition < 20; repetition++) {
    const rows = Uint32Array.from({ length: 2_000 }, () => Math.floor(table.rowCount * random.uniform()));
    const { broken, moved } = report(selectRows(table, rows));
    expect([...broken, ...moved].map(({ sentence }) => sentence)).toEqual([]);
  }
});

test('both halves of the training file, by order and by parity, get no finding', {
  timeout,
}, async (context) => {
  if (!trained) return context.skip(absent);
  const { table, report } = await trainingReport(trained);
  const half = table.rowCount / 2;
  for (const rowOf of [(row: number) => row, (row: number) => half + row, (row: number) => 2 * row]) {
    const { broken, moved } = report(
      selectRows(
        table,
        Uint32Array.from({ length: half }, (_, row) => rowOf(row)),
      ),
    );
    expect([...broken, ...moved].map(({ sentence }) => sentence)).toEqual([]);
  }
});

for (const [index, when] of ['one year', 'three years'].entries()) {
  test(`in the file of ${when} later broken encodings are named for what they are, and moved populations apart`, {
    timeout,
  }, async (context) => {
    const file = later[index];
    if (!trained || !file) return context.skip(absent);
    const { report } = await trainingReport(trained);
    const { broken, moved } = report(await readTable(file));
    const kindsOf = (position: number) =>
      broken.filter(({ variable }) => variable === nameAt(position)).map(({ kind }) => kind);
    for (const position of [...constants, constantNumber])
      expect(kindsOf(position)).toContain('constant-no-longer');
    for (const position of encodings) expect(kindsOf(position)).toContain('vanished-codes');
    expect(moved.map(({ variable }) => variable)).toEqual(expect.arrayContaining(populations.map(nameAt)));
    for (const position of populations) expect(kindsOf(position)).toEqual([]);
    const eighty = broken.find(({ variable }) => variable === nameAt(22))!.codes[0]!;
    expect(eighty.trainingShare).toBeCloseTo(0.802, 2);
    expect(eighty.fileShare).toBeCloseTo(0.005, 2);
  });
}

test('1,000 rows of a later file are enough to name the broken encodings', { timeout }, async (context) => {
  const [file] = later;
  if (!trained || !file) return context.skip(absent);
  const { report } = await trainingReport(trained);
  const { broken } = report(
    selectRows(
      await readTable(file),
      Uint32Array.from({ length: 1_000 }, (_, row) => row),
    ),
  );
  const found = new Set(broken.map(({ variable }) => variable));
  expect([...found]).toEqual(expect.arrayContaining([10, 21, 50, ...encodings].map(nameAt)));
});
