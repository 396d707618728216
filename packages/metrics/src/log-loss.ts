import { requireLabelledPds } from './labelled-sample.ts';

/** Least probability granted to what happened: a certain mistake costs 34.5 nats and not infinity. */
export const LOG_LOSS_FLOOR = 1e-15;

/**
 * Log-loss: mean −ln of the probability given to what happened. Nats, ≥ 0, lower is better.
 *
 * @param labels 1 = bad, 0 = good; one class alone is allowed.
 * @param pds one probability of bad for each label, 0..1.
 * @throws MetricInputError `unequal-lengths`, `empty`, `not-a-number`, `label-not-binary` or `out-of-range`.
 */
export function logLoss(labels: ArrayLike<number>, pds: ArrayLike<number>): number {
  requireLabelledPds(labels, pds);
  let sum = 0;
  for (let row = 0; row < labels.length; row++) {
    const givenToOutcome = labels[row] === 1 ? pds[row]! : 1 - pds[row]!;
    sum -= Math.log(Math.max(givenToOutcome, LOG_LOSS_FLOOR));
  }
  return sum / labels.length;
}
