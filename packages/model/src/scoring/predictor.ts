import type { Application, ApplicationSchema, Calibration } from '@bora/contracts';
import {
  type ApplicantTable,
  applicantsFromJson,
  createEncoder,
  type Encoder,
  type EncoderState,
  selectRows,
} from '@bora/features';
import { explainedVariables } from '../attribution/explained-variables.ts';
import { type NetworkFiles, readNetworkFiles } from '../network/network-files.ts';
import { maximumRowsPerCall, type NetworkInput } from '../network/served-network.ts';
import { applyCalibration } from './calibrate.ts';

/** PD and warning bits (those of validation and of the encoder), one a row. */
export interface Predictions {
  readonly pd: Float64Array;
  readonly warnings: Uint32Array;
}

/** Predictions, and what each explained variable adds to the log-odds of bad. */
export interface Explanations extends Predictions {
  /**
   * Row-major, rows × explained variables: a row sums to the log-odds of its PD less those of the reference
   * applicant's, but for rounding (less than 1e-4).
   */
  readonly contributions: Float32Array;
}

/** A model that answers, on the active backend: encode → network → calibrate. Whoever made it disposes of it. */
export interface Predictor {
  predict(table: ApplicantTable): Predictions;
  /** Makes ready to explain against a reference applicant; whoever asked disposes of it before the predictor. */
  explainAgainst(reference: Application): Explainer;
  dispose(): void;
}

/** Predicts and explains in one pass; the PDs are those of `predict`. */
export interface Explainer {
  /** Index in the schema's variables of each column of contributions: every variable that the model uses. */
  readonly variables: readonly number[];
  explain(table: ApplicantTable): Explanations;
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
  const { schema, calibration } = parts;
  const encoder = createEncoder(schema, parts.encoder);
  const served = await readNetworkFiles(parts.network);
  if (!fits(encoder, served.input)) {
    served.dispose();
    throw new NetworkMismatchError('The encoder does not fit the network: take both from one bundle.');
  }
  return {
    predict(table) {
      const predictions = emptyPredictions(table.rowCount);
      for (const { from, slice } of slicesOf(table)) {
        const { rows, warnings } = encoder.encode(slice);
        fill(predictions, from, served.logits(rows), warnings, slice, calibration);
      }
      return predictions;
    },
    explainAgainst(reference) {
      const { variables, groups } = explainedVariables(schema, encoder, served.input);
      const referenceRow = encoder.encode(applicantsFromJson([reference], schema)).rows;
      const network = served.explainAgainst(referenceRow, groups);
      return {
        variables,
        explain(table) {
          const predictions = emptyPredictions(table.rowCount);
          const contributions = new Float32Array(table.rowCount * variables.length);
          for (const { from, slice } of slicesOf(table)) {
            const { rows, warnings } = encoder.encode(slice);
            const explained = network.explain(rows);
            fill(predictions, from, explained.logits, warnings, slice, calibration);
            const place = from * variables.length;
            for (let index = 0; index < explained.contributions.length; index++) {
              contributions[place + index] = calibration.slope * explained.contributions[index]!;
            }
          }
          return { ...predictions, contributions };
        },
        dispose: network.dispose,
      };
    },
    dispose: served.dispose,
  };
}

function emptyPredictions(rowCount: number): Predictions {
  return { pd: new Float64Array(rowCount), warnings: new Uint32Array(rowCount) };
}

function fill(
  { pd, warnings }: Predictions,
  from: number,
  logits: Float32Array,
  encoderWarnings: Uint32Array,
  slice: ApplicantTable,
  calibration: Calibration,
): void {
  for (let row = 0; row < slice.rowCount; row++) {
    pd[from + row] = applyCalibration(logits[row]!, calibration);
    warnings[from + row] = encoderWarnings[row]! | slice.warnings[row]!;
  }
}

function* slicesOf(table: ApplicantTable): Generator<{ from: number; slice: ApplicantTable }> {
  if (table.rowCount <= maximumRowsPerCall) return yield { from: 0, slice: table };
  for (let from = 0; from < table.rowCount; from += maximumRowsPerCall) {
    const length = Math.min(maximumRowsPerCall, table.rowCount - from);
    const rows = Uint32Array.from({ length }, (_, index) => from + index);
    yield { from, slice: selectRows(table, rows) };
  }
}

/** The vectors of a fused network are longer than those that the encoder asks for. */
function fits(encoder: Encoder, { width, embeddings }: NetworkInput): boolean {
  if (encoder.width !== width || encoder.embeddings.length !== embeddings.length) return false;
  return embeddings.every(({ levelCount }, index) => levelCount === encoder.embeddings[index]!.levelCount);
}
