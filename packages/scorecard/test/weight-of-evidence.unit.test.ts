import fc from 'fast-check';
import { expect, test } from 'vitest';
import { badRateOfWeight, informationValue, weightOfEvidence } from '../src/index.ts';

const count = fc.nat(10_000);
const counts = fc.record({ good: count, bad: count });

test('the weight of evidence is the one worked out by hand', () => {
  // (30.5 / 100.5) / (5.5 / 50.5) = 0.303483 / 0.108911 = 2.786522, whose logarithm is 1.024794.
  expect(weightOfEvidence({ good: 30, bad: 5 }, { good: 100, bad: 50 })).toBeCloseTo(1.024794, 5);
  expect(weightOfEvidence({ good: 100, bad: 50 }, { good: 100, bad: 50 })).toBe(0);
});

test('a bin without goods or without bads has a finite weight', () => {
  expect(weightOfEvidence({ good: 0, bad: 9 }, { good: 100, bad: 50 })).toBeLessThan(-2);
  expect(weightOfEvidence({ good: 9, bad: 0 }, { good: 100, bad: 50 })).toBeGreaterThan(2);
});

test('the bad rate of a weight is the smoothed bad rate of the bin that has it', () => {
  fc.assert(
    fc.property(counts, counts, (bin, others) => {
      const total = { good: bin.good + others.good, bad: bin.bad + others.bad };
      const smoothedRate = (bin.bad + 0.5) / (bin.good + bin.bad + 1);
      expect(badRateOfWeight(weightOfEvidence(bin, total), total)).toBeCloseTo(smoothedRate, 12);
    }),
  );
});

test('the information value is the one worked out by hand', () => {
  // Bins 30:5 and 70:45 of 100:50: (0.303483 − 0.108911) · 1.024794 + (0.701493 − 0.900990) · ln(0.701493 / 0.900990)
  // = 0.199396 + 0.199497 · 0.250267 = 0.249324.
  const bins = [
    { good: 30, bad: 5 },
    { good: 70, bad: 45 },
  ];
  expect(informationValue(bins, { good: 100, bad: 50 })).toBeCloseTo(0.249324, 5);
});

test('no information value is negative, and bins that are alike have none', () => {
  fc.assert(
    fc.property(fc.array(counts, { minLength: 1, maxLength: 8 }), (bins) => {
      const total = bins.reduce((sum, bin) => ({ good: sum.good + bin.good, bad: sum.bad + bin.bad }));
      expect(informationValue(bins, total)).toBeGreaterThanOrEqual(0);
    }),
  );
  const alike = { good: 500, bad: 100 };
  expect(informationValue([alike, alike], { good: 1000, bad: 200 })).toBeLessThan(1e-5);
});
