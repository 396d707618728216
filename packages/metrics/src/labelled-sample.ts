import { MetricInputError } from './metric-input-error.ts';

/** Requires one PD in 0..1 for every label. Throws as `requireLabelledValues`, and `out-of-range`. */
export function requireLabelledPds(labels: ArrayLike<number>, pds: ArrayLike<number>): void {
  requireLabelledValues(labels, pds);
  for (let row = 0; row < pds.length; row++) {
    const pd = pds[row]!;
    if (pd < 0 || pd > 1) {
      throw new MetricInputError('out-of-range', `The PD at index ${row} is not between 0 and 1.`);
    }
  }
}

/**
 * Requires a non-empty sample of labels 0 (good) or 1 (bad), each with a value that is a number.
 * Throws `MetricInputError`: `unequal-lengths`, `empty`, `not-a-number` or `label-not-binary`.
 */
export function requireLabelledValues(labels: ArrayLike<number>, values: ArrayLike<number>): void {
  if (labels.length !== values.length) {
    throw new MetricInputError(
      'unequal-lengths',
      `Give one value for every label: there are ${labels.length} labels and ${values.length} values.`,
    );
  }
  if (labels.length === 0) {
    throw new MetricInputError('empty', 'The sample is empty: give at least one labelled value.');
  }
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row]!;
    if (Number.isNaN(label) || Number.isNaN(values[row])) {
      throw new MetricInputError(
        'not-a-number',
        `Index ${row} holds NaN: leave the row out or give a number.`,
      );
    }
    if (label !== 0 && label !== 1) {
      throw new MetricInputError(
        'label-not-binary',
        `The label at index ${row} is neither 0 (good) nor 1 (bad).`,
      );
    }
  }
}
