import type { ApprovalOrder } from './approval-order.ts';

/**
 * Probability that the order approves a random good before a random bad, a tie counting one half; 0.5 where all are
 * good or all are bad. Source: Hanley and McNeil (1982), with loans that count as often as the weights say.
 *
 * @param bad 1 = bad, 0 = good
 */
export function aucOfOrder(
  { places, groupEnds }: ApprovalOrder,
  bad: ArrayLike<number>,
  weights: ArrayLike<number>,
): number {
  let goods = 0;
  let bads = 0;
  let doubledWins = 0;
  let at = 0;
  for (const end of groupEnds) {
    let groupGoods = 0;
    let groupBads = 0;
    for (; at < end; at++) {
      const place = places[at]!;
      if (bad[place]) groupBads += weights[place]!;
      else groupGoods += weights[place]!;
    }
    doubledWins += groupBads * (2 * goods + groupGoods);
    goods += groupGoods;
    bads += groupBads;
  }
  return goods * bads === 0 ? 0.5 : doubledWins / (2 * goods * bads);
}
