import { beforeAll, describe, expect, test } from 'vitest';
import { evaluateModel, type ModelDesign, selectBackend, trainingOptions } from '../src/index.ts';
import { foldOfRow, foldsOfRows, splitByFold } from '../src/training/fold-of-row.ts';
import { inventedShips, shipSchema } from './invented-applicants.ts';

const ships = inventedShips(1200);
const options = trainingOptions(1200, { seeds: [1], epochs: 8 });
const design: ModelDesign = { schema: shipSchema, features: shipSchema.derived, options };
const run = { backend: 'auto', threadCount: 2 } as const;

beforeAll(async () => {
  await selectBackend('auto');
});

describe('folds', () => {
  test('depth 0 is the row number modulo five, depth 1 its fifth modulo five', () => {
    expect([1, 4, 5, 6, 30].map((row) => foldOfRow(row, 0))).toEqual([1, 4, 0, 1, 0]);
    expect([1, 4, 5, 6, 30].map((row) => foldOfRow(row, 1))).toEqual([0, 0, 1, 1, 1]);
  });

  test('every row is held out once, and never trained on where it is held out', () => {
    const rowNumbers = Uint32Array.from({ length: 100 }, (_, index) => index + 1);
    const held = [0, 1, 2, 3, 4].flatMap((fold) => {
      const split = splitByFold(foldsOfRows(rowNumbers, 1), fold);
      expect(split.training.filter((place) => split.held.includes(place))).toEqual([]);
      expect(split.training.length + split.held.length).toBe(100);
      return split.held;
    });
    expect(held.sort((a, b) => a - b)).toEqual([...Array(100).keys()]);
  });
});

test('no outcome of a fold has any part in the PDs of that fold', { timeout: 120_000 }, async () => {
  const { pd, report } = await evaluateModel(design, ships, run);
  const isOfFold = (place: number): boolean => foldOfRow(ships.table.row[place]!, 0) === 2;
  const isChanged = (place: number): boolean => isOfFold(place) && place % 2 === 0;
  const changed = { ...ships, bad: ships.bad.map((isBad, place) => (isChanged(place) ? 1 - isBad : isBad)) };
  const second = await evaluateModel(design, changed, run);
  const ofFold = (_: number, place: number): boolean => isOfFold(place);
  expect(second.pd.filter(ofFold)).toEqual(pd.filter(ofFold));
  expect(second.pd).not.toEqual(pd);
  expect(report.auc.mean).toBeGreaterThan(0.65);
  expect(second.report.foldAuc[2]).toBeLessThan(report.foldAuc[2]!);
});
