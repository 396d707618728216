import { PointsScale } from '@bora/contracts';
import { auc, ks } from '@bora/metrics';
import { expect, test } from 'vitest';
import { evaluationCurves, measureReliability } from '../src/index.ts';
import { inventedPeople } from './invented-people.ts';

const scale = PointsScale.parse({});
const { pd, bad } = inventedPeople(4_000);
const curves = evaluationCurves(bad, pd, scale);

test('the thinned ROC curve runs from corner to corner and has the area of the whole one', () => {
  const { roc } = curves;
  expect(roc.length).toBeLessThanOrEqual(300);
  expect(roc[0]).toEqual({ falsePositiveRate: 0, truePositiveRate: 0 });
  expect(roc.at(-1)).toEqual({ falsePositiveRate: 1, truePositiveRate: 1 });
  let area = 0;
  for (let point = 1; point < roc.length; point++) {
    const width = roc[point]!.falsePositiveRate - roc[point - 1]!.falsePositiveRate;
    area += (width * (roc[point]!.truePositiveRate + roc[point - 1]!.truePositiveRate)) / 2;
  }
  expect(area).toBeCloseTo(auc(bad, pd), 3);
});

test('the widest gap of the curves of good and bad is the KS', () => {
  const widest = Math.max(...curves.ks.map(({ good, bad: bads }) => Math.abs(bads - good)));
  expect(widest).toBeCloseTo(ks(bad, pd), 2);
  expect(curves.ks.at(-1)).toMatchObject({ good: 1, bad: 1 });
});

test('the gain of the riskiest share is what counting them gives', () => {
  const riskiest = [...pd.keys()].sort((left, right) => pd[right]! - pd[left]!).slice(0, 400);
  const bads = bad.reduce((sum, isBad) => sum + isBad, 0);
  const captured = riskiest.filter((row) => bad[row] === 1).length / bads;
  const point = curves.gain.find(({ applicants }) => applicants === 0.1)!;
  expect(point.badCaptured).toBeCloseTo(captured, 6);
  expect(point.lift).toBeCloseTo(captured / 0.1, 5);
  expect(curves.gain[0]).toEqual({ applicants: 0, badCaptured: 0, lift: null });
  expect(curves.gain.at(-1)).toEqual({ applicants: 1, badCaptured: 1, lift: 1 });
});

test('every applicant is in one bin of the scores', () => {
  const counted = curves.scores.reduce((sum, bin) => sum + bin.good + bin.bad, 0);
  expect(counted).toBe(pd.length);
  for (const [index, bin] of curves.scores.slice(1).entries())
    expect(bin.from).toBe(curves.scores[index]!.to);
});

test('equal PDs share the bads evenly along the gain curve', () => {
  const { gain } = evaluationCurves(Uint8Array.of(1, 0, 1, 0), new Float64Array(4).fill(0.3), scale);
  expect(gain.every(({ applicants, badCaptured }) => Math.abs(applicants - badCaptured) < 1e-6)).toBe(true);
});

test('PDs that come true lie within the intervals, PDs that are too low do not', () => {
  expect(measureReliability(bad, pd).binsWithinInterval).toBeGreaterThanOrEqual(8);
  const low = measureReliability(
    bad,
    pd.map((value) => value / 2),
  );
  expect(low.binsWithinInterval).toBe(0);
  expect(low.overall).toMatchObject({ count: 4_000 });
});
