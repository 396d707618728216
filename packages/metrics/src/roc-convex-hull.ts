import type { RocCurve } from './roc.ts';

/**
 * Returns the vertices of the upper convex hull of a ROC curve, from (0, 0) to (goods, bads): the cut-offs
 * that are optimal for some cost ratio. Points on an edge are left out; counts make that test exact.
 *
 * Source: Andrew's monotone chain (1979); Provost and Fawcett (2001) for its meaning.
 */
export function rocConvexHull(curve: RocCurve): RocCurve {
  const x = curve.rejectedGoods;
  const y = curve.rejectedBads;
  const kept: number[] = [];
  for (let next = 0; next < x.length; next++) {
    while (kept.length >= 2) {
      const start = kept[kept.length - 2]!;
      const middle = kept[kept.length - 1]!;
      const turn =
        (x[middle]! - x[start]!) * (y[next]! - y[start]!) - (y[middle]! - y[start]!) * (x[next]! - x[start]!);
      if (turn < 0) break;
      kept.pop();
    }
    kept.push(next);
  }
  return {
    rejectedGoods: Float64Array.from(kept, (point) => x[point]!),
    rejectedBads: Float64Array.from(kept, (point) => y[point]!),
  };
}
