import { type DerivedFeature, variablesOf, warningBit } from '@bora/contracts';
import type { EncoderState, TrainedInputs } from './encoder-state.ts';
import type { RowView, TextView } from './row-view.ts';
import type { VariableIndex } from './variable-index.ts';

/** A row warns of its missing values when fewer training rows than this share had as many. */
const rareShare = 0.001;
/**
 * Where the kept levels cover less than this share of the training rows (boroughs, small cities), being
 * outside of them is ordinary and no warning.
 */
const coveredShare = 0.95;

/** Names of the variables that the features read. */
export function inputsOf(features: readonly DerivedFeature[]): string[] {
  return [...new Set(features.flatMap(variablesOf))];
}

export function fitTrainedInputs(
  features: readonly DerivedFeature[],
  rows: TextView,
  variables: VariableIndex,
): TrainedInputs {
  const inputs = inputsOf(features);
  const ranges = inputs.filter(variables.isNumber).flatMap((variable) => {
    const known = rows.numbers(variable).filter(Number.isFinite).sort();
    // Adding 0 turns −0, which JSON cannot write, into 0.
    return known.length === 0 ? [] : [{ variable, min: known[0]! + 0, max: known.at(-1)! + 0 }];
  });
  const counts = missingCounts(inputs, rows).sort();
  const missingLimit = counts[Math.ceil(counts.length * (1 - rareShare)) - 1] ?? inputs.length;
  return { ranges, missingLimit };
}

/** Warning bits of each row: unseen-category, outside-trained-range, many-missing. */
export function inputWarnings(state: EncoderState, variables: VariableIndex): (rows: RowView) => Uint32Array {
  const inputs = inputsOf(state.features.map(({ feature }) => feature));
  const covered = state.keys
    .filter(({ rows }) => rows.reduce((sum, count) => sum + count, 0) >= coveredShare * state.rows)
    .flatMap(({ key }) => (key.length === 1 && typeof key[0] === 'string' ? [key[0]] : []))
    .filter((variable) => !variables.isNumber(variable));
  return (rows) => {
    const warnings = new Uint32Array(rows.rowCount);
    for (const variable of covered) {
      const levels = rows.levels([variable]);
      const missing = rows.missing(variable);
      for (let row = 0; row < rows.rowCount; row++) {
        if (levels[row] === 0 && missing[row] === 0) warnings[row]! |= warningBit('unseen-category');
      }
    }
    for (const { variable, min, max } of state.inputs.ranges) {
      const values = rows.numbers(variable);
      for (let row = 0; row < rows.rowCount; row++) {
        if (values[row]! < min || values[row]! > max) warnings[row]! |= warningBit('outside-trained-range');
      }
    }
    const missing = missingCounts(inputs, rows);
    for (let row = 0; row < rows.rowCount; row++) {
      if (missing[row]! > state.inputs.missingLimit) warnings[row]! |= warningBit('many-missing');
    }
    return warnings;
  };
}

function missingCounts(inputs: readonly string[], rows: TextView): Uint16Array {
  const counts = new Uint16Array(rows.rowCount);
  for (const variable of inputs) {
    const missing = rows.missing(variable);
    for (let row = 0; row < rows.rowCount; row++) counts[row]! += missing[row]!;
  }
  return counts;
}
