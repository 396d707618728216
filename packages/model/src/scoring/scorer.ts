import type { LoadedBundle } from '@bora/bundle';
import type { ApplicationSchema, ModelManifest, PointsScale } from '@bora/contracts';
import type { ApplicantTable } from '@bora/features';
import { createPredictor, type Predictions } from './predictor.ts';
import { loadScorecardScorer } from './scorecard-scorer.ts';
import { checkSmoke, SmokeVectors } from './smoke-test.ts';

/** A model bundle that answers, on the active backend. Whoever loaded it disposes of it. */
export interface Scorer {
  readonly manifest: ModelManifest;
  readonly schema: ApplicationSchema;
  readonly scale: PointsScale;
  /** PDs and warning bits of any number of applicants. */
  score(table: ApplicantTable): Predictions;
  dispose(): void;
}

/**
 * Loads a verified bundle and lets it score its smoke vectors.
 * @throws SmokeTestFailedError when it does not score them as it did in training
 * @throws BundleFormatError, EncoderMismatchError, NetworkFilesError, NetworkMismatchError when a file cannot be used
 */
export async function loadScorer(bundle: LoadedBundle): Promise<Scorer> {
  if (bundle.kind === 'scorecard') return loadScorecardScorer(bundle);
  const { manifest, schema, scale, encoder, calibration } = bundle;
  const predictor = await createPredictor({
    schema,
    encoder,
    calibration,
    network: { 'model.json': bundle.file('model.json'), 'weights.bin': bundle.file('weights.bin') },
  });
  try {
    checkSmoke(bundle.json('smoke.json', SmokeVectors), schema, predictor);
  } catch (error) {
    predictor.dispose();
    throw error;
  }
  return { manifest, schema, scale, score: predictor.predict, dispose: predictor.dispose };
}
