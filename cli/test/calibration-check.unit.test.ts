import { expect, test } from 'vitest';
import { checkCalibration } from '../src/training/calibration-check.ts';

/** 1,000 rows of each of ten PDs, with exactly `badOf(pd)` bad among them. */
function rows(badOf: (pd: number) => number) {
  const pds = Array.from({ length: 10 }, (_, tenth) => 0.05 + tenth * 0.1);
  const pd = Float64Array.from(pds.flatMap((value) => new Array<number>(1_000).fill(value)));
  const bad = Uint8Array.from(
    pds.flatMap((value) =>
      Array.from({ length: 1_000 }, (_, row) => (row < Math.round(badOf(value)) ? 1 : 0)),
    ),
  );
  return checkCalibration(bad, pd);
}

test('PDs that come true are within two standard errors in every tenth', () => {
  const check = rows((pd) => pd * 1_000);
  expect(check.binsWithinTwoErrors).toBe(10);
  expect(check.overall.deviation).toBeCloseTo(0, 9);
});

test('PDs that are too low are found, in standard errors of a binomial share', () => {
  const check = rows((pd) => Math.min(1_000, pd * 1_000 + 100));
  expect(check.binsWithinTwoErrors).toBeLessThanOrEqual(1);
  expect(check.bins[0]!.deviation).toBeCloseTo(0.1 / Math.sqrt((0.05 * 0.95) / 1_000), 6);
});
