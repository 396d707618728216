import type { ApplicationSchema } from '@bora/contracts';
import type { ApplicantTable } from '../applicant-table.ts';
import type { EncodedColumn, EncodedEmbedding, EncodedRows } from '../encoded-rows.ts';
import { EncoderMismatchError } from './encoder-mismatch-error.ts';
import type { EncoderState } from './encoder-state.ts';
import { createFeatureEncoder } from './feature-encoder.ts';
import { createTextCache } from './key-text.ts';
import { createLevelFinder } from './level-finder.ts';
import { allOutcomes } from './outcomes.ts';
import { createRowView, createTextView } from './row-view.ts';
import { inputWarnings } from './trained-inputs.ts';
import { createVariableIndex } from './variable-index.ts';

/** Turns applicants into what the network reads. */
export interface Encoder {
  /** Number of dense columns. */
  readonly width: number;
  readonly columns: EncodedColumn[];
  readonly embeddings: EncodedEmbedding[];
  /** Every dense number is finite and within ±5; `warnings` holds the bits that the encoder adds, a row each. */
  encode(table: ApplicantTable): { rows: EncodedRows; warnings: Uint32Array };
}

/** @throws EncoderMismatchError when the state was fitted on another schema or does not fit it. */
export function createEncoder(schema: ApplicationSchema, state: EncoderState): Encoder {
  if (state.schema.id !== schema.id || state.schema.version !== schema.version) {
    throw new EncoderMismatchError(
      `the encoder was fitted on schema ${state.schema.id} version ${state.schema.version}, ` +
        `not on ${schema.id} version ${schema.version}`,
    );
  }
  const variables = createVariableIndex(schema);
  const features = createFeatureEncoder(state, variables);
  const finder = createLevelFinder(state.keys);
  const outcomes = [allOutcomes(state)];
  const warningsOf = inputWarnings(state, variables);
  const cache = createTextCache();
  return {
    width: features.columns.length,
    columns: features.columns,
    embeddings: features.embeddings,
    encode(table) {
      cache.trim();
      const texts = createTextView(variables, table, cache);
      const rows = createRowView(texts, finder, outcomes, new Uint8Array(table.rowCount));
      return { rows: features.encode(rows), warnings: warningsOf(rows) };
    },
  };
}
