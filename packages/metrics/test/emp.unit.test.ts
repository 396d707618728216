import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type EmpParameters, expectedMaximumProfit, rocCurve, VERBRAKEN_PARAMETERS } from '../src/index.ts';
import { tiedRisks } from './labelled-sample-arbitrary.ts';

/** The definition itself: for each loss the best of all cut-offs, no hull. */
function bestProfit(
  labels: readonly number[],
  risks: readonly number[],
  loss: number,
  returned: number,
): number {
  const { rejectedGoods, rejectedBads } = rocCurve(labels, risks);
  const profits = Array.from(
    rejectedGoods,
    (goods, point) => (loss * rejectedBads[point]! - returned * goods) / labels.length,
  );
  return Math.max(...profits);
}

function integratedProfit(
  labels: readonly number[],
  risks: readonly number[],
  parameters: EmpParameters,
): number {
  const { noLossProbability, fullLossProbability, returnOnInvestment } = parameters;
  const steps = 1000;
  let sum = 0;
  for (let step = 0; step < steps; step++) {
    sum += bestProfit(labels, risks, (step + 0.5) / steps, returnOnInvestment);
  }
  const between = (1 - noLossProbability - fullLossProbability) * (sum / steps);
  return between + fullLossProbability * bestProfit(labels, risks, 1, returnOnInvestment);
}

describe('expectedMaximumProfit', () => {
  test('gives the twelve-row case worked step by step', () => {
    const labels = [1, 0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0];
    const risks = [0.9, 0.8, 0.7, 0.7, 0.6, 0.5, 0.45, 0.4, 0.3, 0.2, 0.2, 0.1];
    const { emp, fractionRejected } = expectedMaximumProfit(labels, risks);
    expect(Math.abs(emp - 0.06650933716666667)).toBeLessThanOrEqual(1e-12);
    expect(Math.abs(fractionRejected - 0.2046625)).toBeLessThanOrEqual(1e-12);
  });

  test('gives a perfect ranking of one bad and one good (0.35 / 2 + 0.1) / 2 and rejects 0.45 / 2', () => {
    const { emp, fractionRejected } = expectedMaximumProfit([1, 0], [0.9, 0.1]);
    expect(emp).toBeCloseTo(0.1375, 15);
    expect(fractionRejected).toBeCloseTo(0.225, 15);
  });

  test('without a ranking rejects all or nobody: all from a loss of 0.2644 on, by hand', () => {
    const { emp, fractionRejected } = expectedMaximumProfit([1, 0], [0.5, 0.5]);
    expect(emp).toBeCloseTo(0.084126894, 15);
    expect(fractionRejected).toBeCloseTo(0.35746, 15);
  });

  test('without a ranking lends to all where even a full loss costs less than the goods earn', () => {
    const labels = [1, 0, 0, 0, 0, 0];
    expect(expectedMaximumProfit(labels, [1, 1, 1, 1, 1, 1])).toEqual({ emp: 0, fractionRejected: 0 });
  });

  test('equals the integral over losses of the best profit over all cut-offs, for any parameters', () => {
    const parameters = fc
      .tuple(fc.double({ min: 0, max: 0.5, noNaN: true }), fc.double({ min: 0, max: 0.5, noNaN: true }))
      .chain(([noLossProbability, fullLossProbability]) =>
        fc.record({
          noLossProbability: fc.constant(noLossProbability),
          fullLossProbability: fc.constant(fullLossProbability),
          returnOnInvestment: fc.double({ min: 0.01, max: 2, noNaN: true }),
        }),
      );
    fc.assert(
      fc.property(tiedRisks(), parameters, ({ labels, values }, drawn) => {
        const { emp } = expectedMaximumProfit(labels, values, drawn);
        expect(Math.abs(emp - integratedProfit(labels, values, drawn))).toBeLessThanOrEqual(2e-6);
      }),
    );
  });

  test('rejects at the cut-off that earns the profit it reports, where every bad is lost in full', () => {
    fc.assert(
      fc.property(
        tiedRisks(),
        fc.double({ min: 0.05, max: 1, noNaN: true }),
        ({ labels, values }, returned) => {
          const fullLoss = { noLossProbability: 0, fullLossProbability: 1, returnOnInvestment: returned };
          const { emp, fractionRejected } = expectedMaximumProfit(labels, values, fullLoss);
          const { rejectedGoods, rejectedBads } = rocCurve(labels, values);
          const withThatProfit = Array.from(rejectedGoods, (goods, point) => ({
            profit: (rejectedBads[point]! - returned * goods) / labels.length,
            rejected: (rejectedBads[point]! + goods) / labels.length,
          })).filter(({ profit }) => Math.abs(profit - emp) < 1e-9);
          expect(withThatProfit.some(({ rejected }) => Math.abs(rejected - fractionRejected) < 1e-9)).toBe(
            true,
          );
        },
      ),
    );
  });

  test('is 0 and rejects nobody where no bad ever costs anything', () => {
    const noLoss = { noLossProbability: 1, fullLossProbability: 0, returnOnInvestment: 0.2644 };
    expect(expectedMaximumProfit([1, 0, 1], [0.9, 0.5, 0.1], noLoss)).toEqual({
      emp: 0,
      fractionRejected: 0,
    });
  });

  test('does not change under a strictly increasing transform of the risks', () => {
    fc.assert(
      fc.property(tiedRisks(), ({ labels, values }) => {
        expect(expectedMaximumProfit(labels, values.map(Math.exp))).toEqual(
          expectedMaximumProfit(labels, values),
        );
      }),
    );
  });

  test('accepts loss probabilities that sum to exactly 1', () => {
    const certain = { ...VERBRAKEN_PARAMETERS, noLossProbability: 0.9, fullLossProbability: 0.1 };
    expect(expectedMaximumProfit([1, 0], [0.9, 0.1], certain).emp).toBeCloseTo(0.05, 15);
  });

  test.each([
    { noLossProbability: -0.1 },
    { fullLossProbability: -0.1 },
    { noLossProbability: 0.8, fullLossProbability: 0.3 },
    { noLossProbability: Number.NaN },
    { fullLossProbability: Number.NaN },
    { returnOnInvestment: 0 },
    { returnOnInvestment: Number.NaN },
    { returnOnInvestment: Number.POSITIVE_INFINITY },
  ])('refuses parameters out of range: %o', (wrong) => {
    const outOfRange = expect.objectContaining({ code: 'out-of-range' });
    expect(() => expectedMaximumProfit([1, 0], [0.9, 0.1], { ...VERBRAKEN_PARAMETERS, ...wrong })).toThrow(
      outOfRange,
    );
  });
});
