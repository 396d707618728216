import type { ApplicationSchema, Calibration } from '@bora/contracts';
import {
  type ApplicantTable,
  createEncoder,
  type Encoder,
  type EncoderState,
  selectRows,
} from '@bora/features';
import { type NetworkFiles, readNetworkFiles } from '../network/network-files.ts';
import { maximumRowsPerCall, type NetworkInput } from '../network/served-network.ts';
import { applyCalibration } from './calibrate.ts';

/** PD and warning bits (those of validation and of the encoder), one a row. */
export interface Predictions {
  readonly pd: Float64Array;
  readonly warnings: Uint32Array;
}

/** A model that answers, on the active backend: encode → network → calibrate. Whoever made it disposes of it. */
export interface Predictor {
  predict(table: ApplicantTable): Predictions;
  dispose(): void;
}

/** The network reads something else than the encoder makes. */
export class NetworkMismatchError extends Error {
  override readonly name = 'NetworkMismatchError';
  readonly code = 'network-mismatch';
}

export interface PredictorParts {
  readonly schema: ApplicationSchema;
  readonly encoder: EncoderState;
  readonly network: NetworkFiles;
  readonly calibration: Calibration;
}

/**
 * Loads a model's parts.
 * @throws NetworkFilesError, EncoderMismatchError, NetworkMismatchError when the parts cannot be used
 */
export async function createPredictor(parts: PredictorParts): Promise<Predictor> {
  const encoder = createEncoder(parts.schema, parts.encoder);
  const served = await readNetworkFiles(parts.network);
  if (!fits(encoder, served.input)) {
    served.dispose();
    throw new NetworkMismatchError('The encoder does not fit the network: take both from one bundle.');
  }
  const predictSlice = (table: ApplicantTable): Predictions => {
    const { rows, warnings } = encoder.encode(table);
    return {
      pd: Float64Array.from(served.logits(rows), (logit) => applyCalibration(logit, parts.calibration)),
      warnings: warnings.map((bits, row) => bits | table.warnings[row]!),
    };
  };
  return {
    predict(table) {
      if (table.rowCount <= maximumRowsPerCall) return predictSlice(table);
      const pd = new Float64Array(table.rowCount);
      const warnings = new Uint32Array(table.rowCount);
      for (let from = 0; from < table.rowCount; from += maximumRowsPerCall) {
        const length = Math.min(maximumRowsPerCall, table.rowCount - from);
        const slice = predictSlice(
          selectRows(
            table,
            Uint32Array.from({ length }, (_, index) => from + index),
          ),
        );
        pd.set(slice.pd, from);
        warnings.set(slice.warnings, from);
      }
      return { pd, warnings };
    },
    dispose: served.dispose,
  };
}

/** The vectors of a fused network are longer than those that the encoder asks for. */
function fits(encoder: Encoder, { width, embeddings }: NetworkInput): boolean {
  if (encoder.width !== width || encoder.embeddings.length !== embeddings.length) return false;
  return embeddings.every(({ levelCount }, index) => levelCount === encoder.embeddings[index]!.levelCount);
}
