import { ascendingOrder } from './ascending-order.ts';
import { requireLabelledValues } from './labelled-sample.ts';
import { MetricInputError } from './metric-input-error.ts';

/** Cumulative counts of rejected goods and bads, one point for each cut-off, from none to all. */
export interface RocCurve {
  readonly rejectedGoods: Float64Array;
  readonly rejectedBads: Float64Array;
}

/**
 * Walks down the distinct risks, riskiest first, and counts who is rejected; equal risks share a point.
 *
 * @param labels 1 = bad, 0 = good.
 * @param risks one number for each label, higher = riskier; only their order counts, so they may be infinite.
 * @param order of `ascendingOrder(risks)`, where it is known already.
 * @returns distinct risks + 1 points from (0, 0) to (goods, bads).
 * @throws MetricInputError `unequal-lengths`, `empty`, `not-a-number`, `label-not-binary` or
 *   `one-class-only`.
 */
export function rocCurve(labels: ArrayLike<number>, risks: ArrayLike<number>, order?: Uint32Array): RocCurve {
  requireLabelledValues(labels, risks);
  return curveOf(labels, risks, order ?? ascendingOrder(risks));
}

function curveOf(labels: ArrayLike<number>, risks: ArrayLike<number>, order: Uint32Array): RocCurve {
  const rejectedGoods = new Float64Array(order.length + 1);
  const rejectedBads = new Float64Array(order.length + 1);
  let point = 0;
  let bads = 0;
  for (let rejected = 1; rejected <= order.length; rejected++) {
    const position = order.length - rejected;
    const row = order[position]!;
    bads += labels[row]!;
    if (position > 0 && risks[row] === risks[order[position - 1]!]) continue;
    point++;
    rejectedGoods[point] = rejected - bads;
    rejectedBads[point] = bads;
  }
  if (bads === 0 || bads === order.length) {
    throw new MetricInputError(
      'one-class-only',
      'Every label is the same: give both goods (0) and bads (1).',
    );
  }
  return {
    rejectedGoods: rejectedGoods.subarray(0, point + 1),
    rejectedBads: rejectedBads.subarray(0, point + 1),
  };
}
