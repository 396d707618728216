import { hashRows, serializeTrainingRows } from '@bora/bundle';
import {
  type ApplicationSchema,
  allowedFeatures,
  type ComplianceProfile,
  type ModelManifest,
  type PointsScale,
} from '@bora/contracts';
import { scoreFromPd } from '@bora/decision';
import type { BackendName } from '../backend.ts';
import { writeNetworkFiles } from '../network/network-files.ts';
import { createPredictor, type PredictorParts } from '../scoring/predictor.ts';
import { makeSmokeVectors, type SmokeVectors } from '../scoring/smoke-test.ts';
import { crossCalibrate } from './cross-calibrate.ts';
import { type FittedModel, fitModel, planOfFit } from './fit-model.ts';
import { foldsOfRows } from './fold-of-row.ts';
import { inventApplications } from './invented-applications.ts';
import { assertEnoughApplicants, type LabelledApplicants } from './labelled-applicants.ts';
import { modelCard } from './model-card.ts';
import { describeModel, networkComputation } from './model-description.ts';
import { type ModelReport, reportModel } from './model-report.ts';
import { describeTrainingRows, type Reference } from './reference.ts';
import { type TrainingOptions, trainingOptions } from './training-options.ts';
import { type TrainingRun, withTrainingCrew } from './training-run.ts';

/** What to train and what to call it. */
export interface ModelOrder {
  readonly name: string;
  readonly schema: ApplicationSchema;
  readonly profile: ComplianceProfile;
  readonly scale: PointsScale;
  /** Put in the place of the defaults for the number of rows. */
  readonly options: Partial<TrainingOptions>;
  readonly createdAt: Date;
  readonly gitCommit: string | null;
  /** SHA-256 of the training data as it was read, in hexadecimal digits. */
  readonly trainingDataSha256: string;
}

/** A model as `writeBundle` takes it. */
export interface TrainedModel {
  readonly description: Omit<ModelManifest, 'files'>;
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly report: ModelReport;
}

const smokeCount = 16;

/**
 * Trains a model on all applicants and makes of it everything that a bundle holds. The out-of-fold figures come
 * from the ensembles that the calibration needs. The same order and applicants give the same bytes on the same
 * backend, however many threads train.
 * @throws TooFewApplicantsError, BackendUnavailableError, CalibrationError; the reason of `run.signal` when it is aborted
 */
export async function trainModel(
  order: ModelOrder,
  applicants: LabelledApplicants,
  run: TrainingRun,
): Promise<TrainedModel> {
  assertEnoughApplicants(applicants);
  const options = trainingOptions(applicants.table.rowCount, order.options);
  const features = allowedFeatures(order.schema, order.profile);
  const design = { schema: order.schema, features, options };
  const plan = planOfFit(applicants.table.row, 0, options);
  return withTrainingCrew(run, [plan], options, async (crew, backend) => {
    const model = await fitModel(design, applicants, 0, crew);
    return assembleBundle(order, options, applicants, model, backend);
  });
}

async function assembleBundle(
  order: ModelOrder,
  options: TrainingOptions,
  applicants: LabelledApplicants,
  model: FittedModel,
  backend: BackendName,
): Promise<TrainedModel> {
  const { schema, profile, scale } = order;
  const { table, bad } = applicants;
  const { encoder, calibration } = model;
  const folds = foldsOfRows(table.row, 0);
  const outOfFoldPd = crossCalibrate(model.outOfFoldLogits, bad, folds);
  const report = reportModel(outOfFoldPd, bad, folds);
  const reference = describeTrainingRows(
    schema,
    table,
    Array.from(outOfFoldPd, (pd) => scoreFromPd(pd, scale)),
  );
  const network = await writeNetworkFiles(model.network);
  const smoke = await smokeOf({ schema, encoder, network, calibration }, reference);
  const description = describeModel(
    order,
    report,
    networkComputation(options.seeds, backend),
    network['weights.bin'],
  );
  const card = modelCard({ manifest: description, schema, profile, options, calibration, report });
  const files = {
    ...network,
    'schema.json': json(schema),
    'encoder.json': json(encoder),
    'calibration.json': json(calibration),
    'scale.json': json(scale),
    'reference.json': json(reference),
    'training-rows.bin': serializeTrainingRows(hashRows(schema, table, order.trainingDataSha256)),
    'smoke.json': json(smoke),
    'card.md': new TextEncoder().encode(card),
  };
  return { description, files, report };
}

async function smokeOf(parts: PredictorParts, reference: Reference): Promise<SmokeVectors> {
  const predictor = await createPredictor(parts);
  try {
    const applications = inventApplications(parts.schema, reference, smokeCount);
    return makeSmokeVectors(applications, parts.schema, predictor);
  } finally {
    predictor.dispose();
  }
}

function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
