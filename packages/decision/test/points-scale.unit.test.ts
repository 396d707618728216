import { PointsScale } from '@bora/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  PdOutOfRangeError,
  pdFromScore,
  pointsFactor,
  pointsOffset,
  pointsOfLogOdds,
  scoreFromPd,
} from '../src/index.ts';

const scale = PointsScale.parse({});
const unclamped = PointsScale.parse({ minimum: -100_000, maximum: 100_000 });
const probability = fc.double({ min: 0, max: 1, noNaN: true });

describe('score of a probability of default', () => {
  it('is 600 at odds of 50 good to 1 bad', () => {
    expect(scoreFromPd(1 / 51, scale)).toBe(600);
  });

  it('rises by 20 points each time the odds double', () => {
    const scores = [1, 2, 4, 8, 16].map((times) => scoreFromPd(1 / (50 * times + 1), scale));
    expect(scores).toEqual([600, 620, 640, 660, 680]);
  });

  it('meets the golden numbers of the default scale', () => {
    expect(pointsFactor(scale)).toBeCloseTo(28.85390082, 8);
    expect(pointsOffset(scale)).toBeCloseTo(487.1228762, 7);
    expect([0.5, 0.3, 0.2, 0.1, 0.01].map((pd) => scoreFromPd(pd, scale))).toEqual([487, 512, 527, 551, 620]);
  });

  it('gives the bounds of the scale for PD 0 and PD 1', () => {
    expect(scoreFromPd(0, scale)).toBe(850);
    expect(scoreFromPd(1, scale)).toBe(300);
    expect(scoreFromPd(1e-12, scale)).toBe(850);
    expect(scoreFromPd(1 - 1e-12, scale)).toBe(300);
  });

  it('rounds halves away from zero on both sides of zero', () => {
    const at = (scoreAtBaseOdds: number) =>
      scoreFromPd(0.5, PointsScale.parse({ scoreAtBaseOdds, baseOdds: 1, minimum: -10, maximum: 10 }));
    expect([2.5, 2.4, -2.4, -2.5].map(at)).toEqual([3, 2, -2, -3]);
  });

  it('refuses what is not a probability', () => {
    for (const pd of [Number.NaN, -0.01, 1.01, Number.POSITIVE_INFINITY]) {
      expect(() => scoreFromPd(pd, scale)).toThrow(PdOutOfRangeError);
    }
  });

  it('is a whole number within the bounds and never higher for a higher PD', () => {
    fc.assert(
      fc.property(probability, probability, (a, b) => {
        const lower = scoreFromPd(Math.min(a, b), scale);
        const higher = scoreFromPd(Math.max(a, b), scale);
        expect(Number.isInteger(lower) && lower >= 300 && lower <= 850).toBe(true);
        expect(higher).toBeLessThanOrEqual(lower);
      }),
    );
  });
});

describe('probability of default of a score', () => {
  it('is 1/51 at 600 points', () => {
    expect(pdFromScore(600, scale)).toBeCloseTo(1 / 51, 14);
  });

  it('turns back into the same score, for every score of the scale', () => {
    for (let score = scale.minimum; score <= scale.maximum; score++) {
      expect(scoreFromPd(pdFromScore(score, scale), scale)).toBe(score);
    }
  });

  it('differs from the PD that was scored by no more than the rounding to a whole point', () => {
    const halfPointOfLogOdds = 0.5 / pointsFactor(unclamped);
    const logit = (pd: number) => Math.log(pd) - Math.log1p(-pd);
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), (pd) => {
        const back = pdFromScore(scoreFromPd(pd, unclamped), unclamped);
        expect(Math.abs(logit(back) - logit(pd))).toBeLessThanOrEqual(halfPointOfLogOdds + 1e-9);
      }),
    );
  });
});

describe('points of a contribution to the log-odds of bad', () => {
  it('are 20 points off for odds of bad twice as high', () => {
    expect(pointsOfLogOdds(Math.LN2, scale)).toBeCloseTo(-20, 12);
  });

  it('sum to the distance of the score from the offset', () => {
    const logOdds = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(fc.array(logOdds, { minLength: 1, maxLength: 6 }), (contributions) => {
        const logit = contributions.reduce((sum, contribution) => sum + contribution, 0);
        const points = contributions.reduce(
          (sum, contribution) => sum + pointsOfLogOdds(contribution, unclamped),
          0,
        );
        const score = scoreFromPd(1 / (1 + Math.exp(-logit)), unclamped);
        expect(Math.abs(pointsOffset(unclamped) + points - score)).toBeLessThanOrEqual(0.5 + 1e-6);
      }),
    );
  });
});
