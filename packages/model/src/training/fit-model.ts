import type { ApplicationSchema, Calibration, DerivedFeature } from '@bora/contracts';
import { createEncoder, type EncoderState, fitEncoder } from '@bora/features';
import type { Network } from '../network/network.ts';
import { serveNetwork } from '../network/served-network.ts';
import { stepsPerEpoch } from '../optimizer/train-network.ts';
import { fitCalibration } from '../scoring/calibrate.ts';
import { foldCount, foldsOfRows, splitByFold } from './fold-of-row.ts';
import { type LabelledApplicants, selectApplicants } from './labelled-applicants.ts';
import { type TrainingCrew, trainEnsemble } from './train-ensemble.ts';
import type { TrainingOptions } from './training-options.ts';
import type { Plan } from './training-run.ts';

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
    predictOutOfFold(design, applicants, foldsOfRows(applicants.table.row, depth), depth + 1, crew),
  ]);
  return { ...fitted, calibration: fitCalibration(outOfFoldLogits, applicants.bad), outOfFoldLogits };
}

/** Optimizer steps and networks of a `fitModel`. */
export function planOfFit(rowNumbers: Uint32Array, depth: number, options: TrainingOptions): Plan {
  const { seeds, epochs, batchSize } = options;
  const { stepCount, networkCount } = planOfFolds(foldsOfRows(rowNumbers, depth), options);
  const steps = stepsPerEpoch(rowNumbers.length, batchSize);
  return { stepCount: stepCount + steps * epochs * seeds.length, networkCount: networkCount + seeds.length };
}

/** Optimizer steps and networks of an ensemble for each fold. */
export function planOfFolds(folds: Uint8Array, { seeds, epochs, batchSize }: TrainingOptions): Plan {
  let steps = 0;
  for (let fold = 0; fold < foldCount; fold++) {
    steps += stepsPerEpoch(splitByFold(folds, fold).training.length, batchSize);
  }
  return { stepCount: steps * epochs * seeds.length, networkCount: foldCount * seeds.length };
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
  const innerFold = foldsOfRows(table.row, depth);
  const { state, training } = fitEncoder(schema, features, table, bad, innerFold);
  const { embeddings } = createEncoder(schema, state);
  return { encoder: state, network: await trainEnsemble(training, bad, embeddings, options, crew) };
}

/**
 * Logit of each row from an ensemble that did not see the row's fold, encoder included.
 * @param folds fold of each row
 * @param depth of the folds inside the training rows
 */
export async function predictOutOfFold(
  design: ModelDesign,
  applicants: LabelledApplicants,
  folds: Uint8Array,
  depth: number,
  crew: TrainingCrew,
): Promise<Float32Array> {
  const logits = new Float32Array(folds.length);
  for (let fold = 0; fold < foldCount; fold++) {
    const { training, held } = splitByFold(folds, fold);
    const fitted = await fitNetwork(design, selectApplicants(applicants, training), depth, crew);
    const ofHeld = predictLogits(design.schema, fitted, selectApplicants(applicants, held).table);
    for (const [index, place] of held.entries()) logits[place] = ofHeld[index]!;
  }
  return logits;
}
