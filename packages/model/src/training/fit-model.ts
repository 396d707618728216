import type { ApplicationSchema, Calibration, DerivedFeature } from '@bora/contracts';
import { createEncoder, type EncoderState, fitEncoder } from '@bora/features';
import type { Network } from '../network/network.ts';
import { serveNetwork } from '../network/served-network.ts';
import { stepsPerEpoch } from '../optimizer/train-network.ts';
import { fitCalibration } from '../scoring/calibrate.ts';
import { foldCount, foldOfRow, splitByFold } from './fold-of-row.ts';
import { type LabelledApplicants, selectApplicants } from './labelled-applicants.ts';
import { type TrainingCrew, trainEnsemble } from './train-ensemble.ts';
import type { TrainingOptions } from './training-options.ts';

/** What a model is made of, whatever it is trained on. */
export interface ModelDesign {
  readonly schema: ApplicationSchema;
  /** The derived features that the model may use. */
  readonly features: readonly DerivedFeature[];
  readonly options: TrainingOptions;
}

/** What training learned. */
export interface FittedNetwork {
  readonly encoder: EncoderState;
  /** The ensemble as one network. */
  readonly network: Network;
}

export interface FittedModel extends FittedNetwork {
  readonly calibration: Calibration;
  /** Logit of each training row from networks that did not see it: what the calibration was fitted on. */
  readonly outOfFoldLogits: Float32Array;
}

/**
 * Fits encoder and ensemble on all rows, and the calibration on logits of five more ensembles, each of which
 * left one inner fold out, encoder included.
 * @param depth the folds' depth: 0 for a model of all rows, 1 inside the training rows of a fold of depth 0
 */
export async function fitModel(
  design: ModelDesign,
  applicants: LabelledApplicants,
  depth: number,
  crew: TrainingCrew,
): Promise<FittedModel> {
  const [fitted, outOfFoldLogits] = await Promise.all([
    fitNetwork(design, applicants, depth, crew),
    predictOutOfFold(design, applicants, depth, crew),
  ]);
  return { ...fitted, calibration: fitCalibration(outOfFoldLogits, applicants.bad), outOfFoldLogits };
}

/** Optimizer steps and networks of a `fitModel`. */
export function planOfFit(
  rowNumbers: Uint32Array,
  depth: number,
  { seeds, epochs, batchSize }: TrainingOptions,
): { stepCount: number; networkCount: number } {
  let steps = stepsPerEpoch(rowNumbers.length, batchSize);
  for (let fold = 0; fold < foldCount; fold++) {
    steps += stepsPerEpoch(splitByFold(rowNumbers, depth, fold).training.length, batchSize);
  }
  return { stepCount: steps * epochs * seeds.length, networkCount: (1 + foldCount) * seeds.length };
}

/** Logits of any applicants. */
export function predictLogits(
  schema: ApplicationSchema,
  { encoder, network }: FittedNetwork,
  table: LabelledApplicants['table'],
): Float32Array {
  const { rows } = createEncoder(schema, encoder).encode(table);
  const served = serveNetwork(network);
  try {
    return served.logits(rows);
  } finally {
    served.dispose();
  }
}

async function fitNetwork(
  { schema, features, options }: ModelDesign,
  { table, bad }: LabelledApplicants,
  depth: number,
  crew: TrainingCrew,
): Promise<FittedNetwork> {
  const innerFold = Uint8Array.from(table.row, (rowNumber) => foldOfRow(rowNumber, depth));
  const { state, training } = fitEncoder(schema, features, table, bad, innerFold);
  const { embeddings } = createEncoder(schema, state);
  return { encoder: state, network: await trainEnsemble(training, bad, embeddings, options, crew) };
}

async function predictOutOfFold(
  design: ModelDesign,
  applicants: LabelledApplicants,
  depth: number,
  crew: TrainingCrew,
): Promise<Float32Array> {
  const { row } = applicants.table;
  const logits = new Float32Array(row.length);
  for (let fold = 0; fold < foldCount; fold++) {
    const { training, held } = splitByFold(row, depth, fold);
    const fitted = await fitNetwork(design, selectApplicants(applicants, training), depth + 1, crew);
    const ofHeld = predictLogits(design.schema, fitted, selectApplicants(applicants, held).table);
    for (const [index, place] of held.entries()) logits[place] = ofHeld[index]!;
  }
  return logits;
}
