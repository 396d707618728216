import { MetricInputError } from './metric-input-error.ts';

/** How many of a group are approved. */
export interface ApprovedGroup {
  readonly approved: number;
  readonly rows: number;
}

/**
 * Approval rate of a group over that of another: below 0.8 is what the "four-fifths rule" of US employment practice
 * takes for evidence of adverse impact. ≥ 0; infinite where nobody of the other group is approved and somebody of
 * this one is, NaN where nobody is.
 * Source: Uniform Guidelines on Employee Selection Procedures (1978), 29 CFR 1607.4(D).
 *
 * @throws MetricInputError `empty` where one of the groups has no rows.
 */
export function adverseImpactRatio(group: ApprovedGroup, others: ApprovedGroup): number {
  if (group.rows === 0 || others.rows === 0) {
    throw new MetricInputError('empty', 'Both groups need at least one row to have an approval rate.');
  }
  return group.approved / group.rows / (others.approved / others.rows);
}
