import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type CalibrationBin,
  equalFrequencyCalibrationCurve,
  equalWidthCalibrationCurve,
} from '../src/index.ts';
import { anyPds } from './labelled-sample-arbitrary.ts';

function totals(bins: readonly CalibrationBin[]) {
  return {
    rows: bins.reduce((sum, bin) => sum + bin.count, 0),
    pds: bins.reduce((sum, bin) => sum + bin.count * bin.pdMean, 0),
    bads: bins.reduce((sum, bin) => sum + bin.count * bin.badRate, 0),
  };
}

const binCounts = fc.integer({ min: 1, max: 20 });

describe('equalFrequencyCalibrationCurve', () => {
  test('sorts by PD and reports mean PD, bad rate and count of each part: by hand', () => {
    const bins = equalFrequencyCalibrationCurve([1, 0, 1, 0], [0.75, 0.25, 0.5, 0], 2);
    expect(bins).toEqual([
      { pdMean: 0.125, badRate: 0, count: 2 },
      { pdMean: 0.625, badRate: 1, count: 2 },
    ]);
  });

  test('parts equal PDs in the order of the rows', () => {
    const bins = equalFrequencyCalibrationCurve([1, 0, 0, 0, 1, 1], new Float64Array(6).fill(0.5), 3);
    expect(bins.map((bin) => bin.badRate)).toEqual([0.5, 0, 1]);
  });

  test('makes bins whose sizes differ by at most one row, none empty, by rising PD', () => {
    fc.assert(
      fc.property(anyPds(), binCounts, ({ labels, values }, binCount) => {
        const bins = equalFrequencyCalibrationCurve(labels, values, binCount);
        const sizes = bins.map((bin) => bin.count);
        expect(bins).toHaveLength(Math.min(binCount, labels.length));
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        for (let bin = 1; bin < bins.length; bin++) {
          expect(bins[bin]!.pdMean).toBeGreaterThanOrEqual(bins[bin - 1]!.pdMean - 1e-12);
        }
      }),
    );
  });
});

describe('equalWidthCalibrationCurve', () => {
  test('puts a PD on an edge in the upper bin, PD 1 in the last, and leaves empty bins out', () => {
    const bins = equalWidthCalibrationCurve([0, 1, 1, 0, 1], [0, 0.0625, 0.25, 0.75, 1], 4);
    expect(bins).toEqual([
      { pdMean: 0.03125, badRate: 0.5, count: 2 },
      { pdMean: 0.25, badRate: 1, count: 1 },
      { pdMean: 0.875, badRate: 0.5, count: 2 },
    ]);
  });

  test('keeps the mean PD of a bin inside the bin', () => {
    fc.assert(
      fc.property(anyPds(), ({ labels, values }) => {
        const bins = equalWidthCalibrationCurve(labels, values, 8);
        const places = bins.map((bin) => Math.min(Math.floor(bin.pdMean * 8), 7));
        expect(new Set(places).size).toBe(bins.length);
        expect(places).toEqual(places.toSorted((a, b) => a - b));
        expect(places).toEqual(
          [...new Set(values.map((pd) => Math.min(Math.floor(pd * 8), 7)))].sort((a, b) => a - b),
        );
      }),
    );
  });
});

describe('both calibration curves', () => {
  test('hold every row, every PD and every bad exactly once', () => {
    fc.assert(
      fc.property(anyPds(), binCounts, ({ labels, values }, binCount) => {
        for (const curve of [equalFrequencyCalibrationCurve, equalWidthCalibrationCurve]) {
          const sums = totals(curve(labels, values, binCount));
          expect(sums.rows).toBe(labels.length);
          expect(sums.pds).toBeCloseTo(
            values.reduce((sum, pd) => sum + pd, 0),
            10,
          );
          expect(sums.bads).toBeCloseTo(
            labels.reduce((sum, label) => sum + label, 0),
            10,
          );
        }
      }),
    );
  });

  test.each([0, -1, 2.5, Number.NaN, Number.POSITIVE_INFINITY])('refuse %s bins', (binCount) => {
    const outOfRange = expect.objectContaining({ code: 'out-of-range' });
    expect(() => equalFrequencyCalibrationCurve([0, 1], [0.1, 0.9], binCount)).toThrow(outOfRange);
    expect(() => equalWidthCalibrationCurve([0, 1], [0.1, 0.9], binCount)).toThrow(outOfRange);
  });
});
