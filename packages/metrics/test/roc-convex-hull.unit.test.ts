import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type RocCurve, rocConvexHull, rocCurve } from '../src/index.ts';
import { tiedRisks } from './labelled-sample-arbitrary.ts';

interface Point {
  readonly goods: number;
  readonly bads: number;
}

function pointsOf(curve: RocCurve): Point[] {
  return Array.from(curve.rejectedGoods, (goods, point) => ({ goods, bads: curve.rejectedBads[point]! }));
}

/** Above 0 when `to` lies left of the way from `from` through `via`, 0 when the three are in line. */
function turn(from: Point, via: Point, to: Point): number {
  return (via.goods - from.goods) * (to.bads - from.bads) - (via.bads - from.bads) * (to.goods - from.goods);
}

describe('rocConvexHull', () => {
  test('drops the points under an edge and the points on an edge', () => {
    const hull = rocConvexHull({
      rejectedGoods: Float64Array.of(0, 0, 1, 2, 4, 4),
      rejectedBads: Float64Array.of(0, 1, 1, 3, 3, 4),
    });
    expect(pointsOf(hull)).toEqual([
      { goods: 0, bads: 0 },
      { goods: 0, bads: 1 },
      { goods: 2, bads: 3 },
      { goods: 4, bads: 4 },
    ]);
    const straight = { rejectedGoods: Float64Array.of(0, 1, 2), rejectedBads: Float64Array.of(0, 1, 2) };
    expect(pointsOf(rocConvexHull(straight))).toHaveLength(2);
  });

  test('keeps both ends, turns strictly down at every vertex and has no point of the curve above it', () => {
    fc.assert(
      fc.property(tiedRisks(), ({ labels, values }) => {
        const curve = pointsOf(rocCurve(labels, values));
        const hull = pointsOf(rocConvexHull(rocCurve(labels, values)));
        expect(hull[0]).toEqual(curve[0]);
        expect(hull.at(-1)).toEqual(curve.at(-1));
        for (let vertex = 1; vertex < hull.length; vertex++) {
          const next = hull[vertex + 1];
          if (next) expect(turn(hull[vertex - 1]!, hull[vertex]!, next)).toBeLessThan(0);
          for (const point of curve)
            expect(turn(hull[vertex - 1]!, hull[vertex]!, point)).toBeLessThanOrEqual(0);
        }
      }),
    );
  });
});
