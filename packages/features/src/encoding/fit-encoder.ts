import type { ApplicationSchema, DerivedFeature } from '@bora/contracts';
import type { ApplicantTable } from '../applicant-table.ts';
import type { EncodedRows } from '../encoded-rows.ts';
import { fitColumnScale } from './column-scale.ts';
import { createCrossFittedView } from './cross-fitted-view.ts';
import type { EncoderState, FittedFeature } from './encoder-state.ts';
import { createFeatureEncoder } from './feature-encoder.ts';
import { findLevels, fitKeyLevels, keysOf } from './key-levels.ts';
import { createTextCache } from './key-text.ts';
import { createOperator, fitKnots, type OperatorParts } from './operators.ts';
import { createTextView, type RowView } from './row-view.ts';
import { fitTrainedInputs } from './trained-inputs.ts';
import { createVariableIndex } from './variable-index.ts';

export interface FittedEncoder {
  readonly state: EncoderState;
  /**
   * The training rows as the network should see them: rates of outcomes come from the other inner folds,
   * everything else is what `createEncoder` makes of the same rows.
   */
  readonly training: EncodedRows;
}

/**
 * Learns the encoder from training rows.
 * @param bad 1 for a bad row, else 0.
 * @param innerFold fold of each row, from 0, in which its outcome stays hidden from its own rates.
 * @throws EncoderMismatchError when a feature does not fit the schema.
 */
export function fitEncoder(
  schema: ApplicationSchema,
  features: readonly DerivedFeature[],
  table: ApplicantTable,
  bad: Uint8Array,
  innerFold: Uint8Array,
): FittedEncoder {
  const variables = createVariableIndex(schema);
  const texts = createTextView(variables, table, createTextCache());
  const keys = keysOf(features).map((key) => fitKeyLevels(key, key.map(texts.partTexts), bad));
  const levels = findLevels(keys);
  const rows = createCrossFittedView(texts, keys, bad, innerFold);
  const state: EncoderState = {
    formatVersion: 1,
    schema: { id: schema.id, version: schema.version },
    rows: table.rowCount,
    bad: bad.reduce((sum, value) => sum + value, 0),
    keys,
    features: features.map((feature) => fitFeature(feature, rows, { variables, levels })),
    inputs: fitTrainedInputs(features, texts, variables),
  };
  return { state, training: createFeatureEncoder(state, variables).encode(rows) };
}

function fitFeature(
  feature: DerivedFeature,
  rows: RowView,
  parts: Omit<OperatorParts, 'knots'>,
): FittedFeature {
  const knots = fitKnots(feature, rows);
  const { columns, write } = createOperator(feature, { ...parts, knots });
  const raw = new Float64Array(columns.length * rows.rowCount);
  write(rows, raw);
  const scales = columns.map(({ scaling }, column) =>
    fitColumnScale(raw.subarray(column * rows.rowCount, (column + 1) * rows.rowCount), scaling),
  );
  return { feature, knots, scales };
}
