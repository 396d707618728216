import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LOG_LOSS_FLOOR, logLoss } from '../src/index.ts';
import { anyPds } from './labelled-sample-arbitrary.ts';

describe('logLoss', () => {
  test('is the mean negative logarithm of the probability given to what happened: by hand', () => {
    expect(logLoss([1, 0, 1], [0.5, 0.5, 0.5])).toBeCloseTo(Math.LN2, 15);
    expect(logLoss([1, 0], [0.8, 0.4])).toBeCloseTo(-Math.log(0.8 * 0.6) / 2, 15);
  });

  test('is 0.5739 for the constant bad rate 0.26082', () => {
    const labels = Float64Array.from({ length: 50_000 }, (_, row) => (row < 13_041 ? 1 : 0));
    expect(logLoss(labels, new Float64Array(50_000).fill(0.26082))).toBeCloseTo(0.5739, 4);
  });

  test('is 0 for certainty that proves right and 34.5 nats, not infinity, for certainty proved wrong', () => {
    expect(logLoss([1, 0], [1, 0])).toBe(0);
    expect(logLoss([1, 0], [0, 1])).toBeCloseTo(34.538776394910684, 12);
    expect(logLoss([1], [LOG_LOSS_FLOOR])).toBe(logLoss([1], [0]));
  });

  test('does not change when the classes change places', () => {
    const pds = fc.array(fc.tuple(fc.constantFrom(0, 1), fc.double({ min: 0.01, max: 0.99, noNaN: true })), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(pds, (rows) => {
        const labels = rows.map(([label]) => label);
        const values = rows.map(([, pd]) => pd);
        const mirrored = logLoss(
          labels.map((label) => 1 - label),
          values.map((pd) => 1 - pd),
        );
        expect(mirrored).toBeCloseTo(logLoss(labels, values), 12);
      }),
    );
  });

  test('is never lower for a constant PD than for the bad rate', () => {
    fc.assert(
      fc.property(anyPds(), fc.double({ min: 0, max: 1, noNaN: true }), ({ labels }, constant) => {
        const badRate = labels.reduce((sum, label) => sum + label, 0) / labels.length;
        const best = logLoss(
          labels,
          labels.map(() => badRate),
        );
        expect(
          logLoss(
            labels,
            labels.map(() => constant),
          ),
        ).toBeGreaterThanOrEqual(best - 1e-12);
      }),
    );
  });
});
