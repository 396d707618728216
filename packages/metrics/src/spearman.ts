import { MetricInputError } from './metric-input-error.ts';

/**
 * Spearman's rank correlation: Pearson's correlation of the ranks, equal values sharing the mean of their ranks.
 * −1..1, 1 = the same order.
 *
 * @throws MetricInputError `unequal-lengths`, `not-a-number`, or `too-few-values` where one side has no two different
 * values, so that it has no order.
 */
export function spearman(left: ArrayLike<number>, right: ArrayLike<number>): number {
  if (left.length !== right.length) {
    throw new MetricInputError('unequal-lengths', `There are ${left.length} and ${right.length} values.`);
  }
  const leftRanks = centredRanks(left);
  const rightRanks = centredRanks(right);
  let product = 0;
  let leftSquares = 0;
  let rightSquares = 0;
  for (let index = 0; index < left.length; index++) {
    product += leftRanks[index]! * rightRanks[index]!;
    leftSquares += leftRanks[index]! ** 2;
    rightSquares += rightRanks[index]! ** 2;
  }
  if (leftSquares === 0 || rightSquares === 0) {
    throw new MetricInputError('too-few-values', 'Give at least two different values on each side.');
  }
  return product / Math.sqrt(leftSquares * rightSquares);
}

/** Ranks less their mean. */
function centredRanks(values: ArrayLike<number>): Float64Array {
  const order = Array.from(values, (value, index) => ({ value, index }));
  if (order.some(({ value }) => Number.isNaN(value))) {
    throw new MetricInputError('not-a-number', 'A value is NaN: leave it out or give a number.');
  }
  order.sort((one, other) => one.value - other.value);
  const ranks = new Float64Array(order.length);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && order[to]!.value === order[from]!.value) to++;
    for (let place = from; place < to; place++) {
      ranks[order[place]!.index] = (from + to - order.length) / 2;
    }
    from = to;
  }
  return ranks;
}
