import type { ApplicationSchema, Variable } from '@bora/contracts';
import type { ApplicantTable } from '@bora/features';
import { binVariable } from './binned-variable.ts';
import type { BinningOptions } from './optimal-binning.ts';
import { trainingColumns } from './training-column.ts';

export interface VariableInformation {
  readonly variable: Variable;
  readonly informationValue: number;
}

/**
 * Information value of every predictor by the bins that a scorecard of all these rows would give it, the most first.
 * The bins were fitted on the rows that they are measured on, so that many levels look a little better than they are.
 * @param bad 1 for bad, 0 for good, one a row
 */
export function variableInformation(
  schema: ApplicationSchema,
  table: ApplicantTable,
  bad: Uint8Array,
  options: BinningOptions,
): VariableInformation[] {
  const rows = Uint32Array.from(bad.keys());
  return trainingColumns(schema, table, new Set())
    .map((column) => ({
      variable: column.variable,
      informationValue: binVariable(column, bad, rows, options).informationValue,
    }))
    .sort((left, right) => right.informationValue - left.informationValue);
}
