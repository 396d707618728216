import { PointsScale } from '@bora/contracts';
import { pointsOfLogOdds } from '@bora/decision';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { principalReasons } from '../src/attribution/principal-reasons.ts';

const scale = PointsScale.parse({});
/** Log-odds of bad that cost a tenth of a point. */
const tenth = 0.1 / -pointsOfLogOdds(1, scale);

test('reasons are the four variables that lowered the score most, whatever the contributions', () => {
  const rows = fc.array(
    fc.array(fc.float({ min: -3, max: 3, noNaN: true }), { minLength: 9, maxLength: 9 }),
    { minLength: 1, maxLength: 5 },
  );
  const variables = [3, 4, 7, 11, 20, 21, 22, 40, 41];
  fc.assert(
    fc.property(rows, (contributions) => {
      const reasonsOf = principalReasons(Float32Array.from(contributions.flat()), variables, scale);
      for (const [row, values] of contributions.entries()) {
        const expected = values
          .map((value, column) => ({ variable: variables[column]!, points: pointsOfLogOdds(value, scale) }))
          .filter(({ points }) => points < -0.1)
          .sort((left, right) => left.points - right.points)
          .slice(0, 4);
        const found = reasonsOf(row).filter(({ points }) => points < -0.1);
        expect(found.map(({ variable }) => variable)).toEqual(expected.map(({ variable }) => variable));
        for (const [index, { points }] of found.entries())
          expect(points).toBeCloseTo(expected[index]!.points, 4);
      }
    }),
  );
});

test('what raised the score, or lowered it by less than a tenth of a point, is no reason', () => {
  const contributions = Float32Array.of(-1, 0, 0.9 * tenth, 1.1 * tenth);
  expect(principalReasons(contributions, [5, 6, 7, 8], scale)(0).map(({ variable }) => variable)).toEqual([
    8,
  ]);
});
