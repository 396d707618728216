import { existsSync, readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  auc,
  brier,
  eceEqualFrequency,
  eceEqualWidth,
  expectedMaximumProfit,
  gini,
  ks,
  logLoss,
  rocConvexHull,
  rocCurve,
} from '../src/index.ts';

const repositoryRoot = new URL('../../../', import.meta.url);
const referenceSet = new URL('../shared/data/reference/emp_check.csv', repositoryRoot);

/** Reads the set by position: id, label, score. */
function readReferenceSet() {
  const rows = readFileSync(referenceSet, 'utf8').trimEnd().split('\n').slice(1);
  const fields = rows.map((row) => row.split(','));
  return {
    labels: Uint8Array.from(fields, (row) => Number(row[1])),
    pds: Float64Array.from(fields, (row) => Number(row[2])),
  };
}

const present = existsSync(referenceSet);
const { labels, pds } = present ? readReferenceSet() : { labels: new Uint8Array(), pds: new Float64Array() };

describe('the reference set of 50,000 labelled scores', () => {
  beforeEach((context) => {
    if (!present) context.skip('The reference set ../shared/data/reference/emp_check.csv is absent.');
  });

  test('has the expected maximum profit and the rejected fraction computed elsewhere, within 1e-12', () => {
    const { emp, fractionRejected } = expectedMaximumProfit(labels, pds);
    expect(Math.abs(emp - 0.01856170804955548)).toBeLessThanOrEqual(1e-12);
    expect(Math.abs(fractionRejected - 0.1510378643119858)).toBeLessThanOrEqual(1e-12);
  });

  test('has 47,019 distinct scores and a hull of 61 vertices', () => {
    const curve = rocCurve(labels, pds);
    expect(curve.rejectedBads).toHaveLength(47_019 + 1);
    expect(rocConvexHull(curve).rejectedBads).toHaveLength(61);
  });

  test('has the AUC computed elsewhere, within 1e-12', () => {
    expect(Math.abs(auc(labels, pds) - 0.6656755691073389)).toBeLessThanOrEqual(1e-12);
  });

  test.each([
    ['Gini', gini, 0.331, 3],
    ['KS', ks, 0.239, 3],
    ['log-loss', logLoss, 0.5399, 4],
    ['Brier', brier, 0.1801, 4],
    ['ECE of equal frequency', eceEqualFrequency, 0.0041, 4],
    ['ECE of equal width', eceEqualWidth, 0.0028, 4],
  ])('has the %s published for its model', (_, statistic, published, decimals) => {
    expect(statistic(labels, pds).toFixed(decimals)).toBe(published.toFixed(decimals));
  });
});
