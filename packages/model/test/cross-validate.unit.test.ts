import { beforeAll, expect, test } from 'vitest';
import {
  crossValidateModel,
  evaluateLogistic,
  evaluateModel,
  foldsOfRows,
  type ModelDesign,
  selectBackend,
  trainingOptions,
} from '../src/index.ts';
import { inventedShips, shipSchema } from './invented-applicants.ts';

const ships = inventedShips(1200);
const folds = foldsOfRows(ships.table.row, 0);
const options = trainingOptions(1200, { seeds: [1, 2], epochs: 4 });
const design: ModelDesign = { schema: shipSchema, features: shipSchema.derived, options };
const run = { backend: 'auto', threadCount: 2 } as const;

beforeAll(async () => {
  await selectBackend('auto');
});

test('a comparison measures the same networks as the evaluation: the AUC of every fold is the same', {
  timeout: 120_000,
}, async () => {
  const nested = await evaluateModel(design, ships, run);
  const crossed = await crossValidateModel(design, ships, folds, run);
  expect(crossed.report.foldAuc).toEqual(nested.report.foldAuc);
  expect(crossed.report.pooled.logLoss).toBeCloseTo(nested.report.pooled.logLoss, 2);
});

test('given folds are what is held out: outcomes of a fold do not move the order of its PDs', {
  timeout: 120_000,
}, async () => {
  const blocks = Uint8Array.from({ length: 1200 }, (_, row) => Math.floor(row / 240));
  const first = await crossValidateModel(design, ships, blocks, run);
  const isFlipped = (row: number): boolean => blocks[row] === 3 && row % 5 === 0;
  const flipped = { ...ships, bad: ships.bad.map((isBad, row) => (isFlipped(row) ? 1 - isBad : isBad)) };
  const second = await crossValidateModel(design, flipped, blocks, run);
  const orderOf = (pd: Float64Array) =>
    [...pd.subarray(720, 960).entries()].sort(([, left], [, right]) => left - right).map(([row]) => row);
  expect(orderOf(second.pd)).toEqual(orderOf(first.pd));
  expect(second.report.foldAuc[3]).toBeLessThan(first.report.foldAuc[3]!);
});

test('a plain logistic regression learns the plain part of the rule, and nothing from its own fold', async () => {
  const { pd, report } = await evaluateLogistic(shipSchema, shipSchema.derived, ships, folds);
  expect(report.auc.mean).toBeGreaterThan(0.6);
  const flipped = { ...ships, bad: ships.bad.map((isBad, row) => (folds[row] === 2 ? 1 - isBad : isBad)) };
  const second = await evaluateLogistic(shipSchema, shipSchema.derived, flipped, folds);
  const ofFold = (_: number, row: number): boolean => folds[row] === 2;
  expect(second.pd.filter(ofFold)).toEqual(pd.filter(ofFold));
  expect(second.pd).not.toEqual(pd);
});
