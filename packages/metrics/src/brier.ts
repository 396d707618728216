import { requireLabelledPds } from './labelled-sample.ts';

/**
 * Brier score: mean squared difference between PD and label (Brier 1950). 0..1, lower is better.
 *
 * @param labels 1 = bad, 0 = good; one class alone is allowed.
 * @param pds one probability of bad for each label, 0..1.
 * @throws MetricInputError `unequal-lengths`, `empty`, `not-a-number`, `label-not-binary` or `out-of-range`.
 */
export function brier(labels: ArrayLike<number>, pds: ArrayLike<number>): number {
  requireLabelledPds(labels, pds);
  let sum = 0;
  for (let row = 0; row < labels.length; row++) sum += (pds[row]! - labels[row]!) ** 2;
  return sum / labels.length;
}
