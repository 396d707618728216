import type { EvaluationProtocol, OutOfFoldMetrics } from '@bora/contracts';
import { expect, test } from 'vitest';
import { compareWithMain, isSameProtocol, orderComparisons, plannedComparisons } from '../src/index.ts';
import { bakerySchema, profileOf } from './invented-people.ts';

function metrics(foldAuc: number[], ks: number): OutOfFoldMetrics {
  const others = { aucPooled: 0.6, gini: 0.2, logLoss: 0.5, brier: 0.2, ece: 0.01, eceEqualWidth: 0.01 };
  const auc = foldAuc.reduce((sum, fold) => sum + fold, 0) / foldAuc.length;
  return { ...others, auc, aucStandardError: 0.001, foldAuc, ks, emp: 0.02 };
}
const main = metrics([0.6, 0.62, 0.64, 0.66, 0.68], 0.2);

test('differences are fold by fold: folds that all lose the same have no standard error', () => {
  const worse = metrics(
    main.foldAuc.map((fold) => fold - 0.01),
    0.19,
  );
  const { aucDifference, ksDifference } = compareWithMain(
    main,
    { id: 'without-age', kind: 'ablation', label: '' },
    worse,
  );
  expect(aucDifference?.mean).toBeCloseTo(-0.01, 12);
  expect(aucDifference?.standardError).toBeCloseTo(0, 12);
  expect(ksDifference).toBeCloseTo(-0.01, 12);
});

test('other folds have no paired difference', () => {
  expect(compareWithMain(main, { id: 'x', kind: 'folds', label: '' }, main).aucDifference).toBeNull();
});

test('comparisons stand in the order of the plan: measured now, else kept and set against the model of now', () => {
  const profile = profileOf('none', []);
  const plan = plannedComparisons(bakerySchema, { kind: 'network', profile }, [profile]);
  const kept = metrics([0.5, 0.5, 0.5, 0.5, 0.5], 0.1);
  const now = metrics([0.7, 0.7, 0.7, 0.7, 0.7], 0.3);
  const before = [
    { id: 'without-age', oof: kept },
    { id: 'without-sex', oof: kept },
    { id: 'gone', oof: kept },
  ];
  const ordered = orderComparisons(main, plan, before, [{ id: 'without-age', oof: now }]);
  expect(ordered.map(({ id, oof }) => [id, oof])).toEqual([
    ['without-sex', kept],
    ['without-age', now],
  ]);
  expect(ordered[0]!.ksDifference).toBeCloseTo(-0.1, 12);
});

test('protocols are the same on whatever machine, and not with other seeds or data', () => {
  const protocol: EvaluationProtocol = {
    schema: 'bakery',
    kind: 'network',
    profile: 'none',
    data: { sha256: 'a', rows: 1, bad: 1, rejected: 0 },
    folds: { count: 5, rule: 'r' },
    calibration: 'c',
    seeds: [1],
    options: { hidden: 8 },
    backend: 'wasm',
    libraries: { node: '20' },
  };
  expect(isSameProtocol(protocol, { ...protocol, backend: 'tensorflow', libraries: {} })).toBe(true);
  expect(isSameProtocol(protocol, { ...protocol, seeds: [2] })).toBe(false);
  expect(isSameProtocol(protocol, { ...protocol, options: { hidden: 9 } })).toBe(false);
  expect(isSameProtocol(protocol, { ...protocol, data: { ...protocol.data, sha256: 'b' } })).toBe(false);
});
