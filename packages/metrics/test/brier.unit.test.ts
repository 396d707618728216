import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { brier, equalWidthCalibrationCurve } from '../src/index.ts';
import { anyPds } from './labelled-sample-arbitrary.ts';

describe('brier', () => {
  test('is the mean squared difference: 0.46 over 4 by hand', () => {
    expect(brier([1, 0, 0, 1], [0.9, 0.2, 0.4, 0.5])).toBeCloseTo(0.115, 15);
  });

  test('is 0 for certainty that proves right, 1 for certainty that proves wrong', () => {
    expect(brier([1, 0], [1, 0])).toBe(0);
    expect(brier([1, 1], [0, 0])).toBe(1);
  });

  test('is 0.1928 for the constant bad rate 0.26082', () => {
    const labels = Float64Array.from({ length: 50_000 }, (_, row) => (row < 13_041 ? 1 : 0));
    expect(brier(labels, new Float64Array(50_000).fill(0.26082))).toBeCloseTo(0.26082 * 0.73918, 12);
  });

  test('is reliability − resolution + uncertainty over groups of equal PD (Murphy 1973)', () => {
    const sample = fc.array(
      fc.record({ label: fc.constantFrom(0, 1), tenth: fc.integer({ min: 0, max: 9 }) }),
      {
        minLength: 1,
        maxLength: 80,
      },
    );
    fc.assert(
      fc.property(sample, (rows) => {
        const labels: number[] = rows.map((row) => row.label);
        const pds = rows.map((row) => (row.tenth + 0.5) / 10);
        const badRate = labels.reduce((sum, label) => sum + label, 0) / rows.length;
        let reliability = 0;
        let resolution = 0;
        for (const bin of equalWidthCalibrationCurve(labels, pds, 10)) {
          reliability += (bin.count / rows.length) * (bin.pdMean - bin.badRate) ** 2;
          resolution += (bin.count / rows.length) * (bin.badRate - badRate) ** 2;
        }
        const uncertainty = badRate * (1 - badRate);
        expect(brier(labels, pds)).toBeCloseTo(reliability - resolution + uncertainty, 12);
      }),
    );
  });

  test('does not change when the classes change places', () => {
    fc.assert(
      fc.property(anyPds(), ({ labels, values }) => {
        const mirrored = brier(
          labels.map((label) => 1 - label),
          values.map((pd) => 1 - pd),
        );
        expect(mirrored).toBeCloseTo(brier(labels, values), 12);
      }),
    );
  });

  test('is never lower for a constant PD than for the bad rate', () => {
    fc.assert(
      fc.property(anyPds(), fc.double({ min: 0, max: 1, noNaN: true }), ({ labels }, constant) => {
        const badRate = labels.reduce((sum, label) => sum + label, 0) / labels.length;
        const best = brier(
          labels,
          labels.map(() => badRate),
        );
        expect(
          brier(
            labels,
            labels.map(() => constant),
          ),
        ).toBeGreaterThanOrEqual(best - 1e-12);
      }),
    );
  });
});
