import type { LoadedBundle } from '@bora/bundle';
import type { Application, ApplicationSchema, ModelManifest, PointsScale } from '@bora/contracts';
import { type ApplicantTable, applicantsFromJson } from '@bora/features';
import { createPredictor, type Explanations, type Predictions } from './predictor.ts';
import { readReferenceApplicant } from './reference-applicant-of.ts';
import { loadScorecardScorer } from './scorecard-scorer.ts';
import { checkSmoke, SmokeVectors } from './smoke-test.ts';

/** A model bundle that answers, on the active backend. Whoever loaded it disposes of it. */
export interface Scorer {
  readonly manifest: ModelManifest;
  readonly schema: ApplicationSchema;
  readonly scale: PointsScale;
  /** The bundle's reference applicant, whom explanations compare with. */
  readonly reference: Application;
  readonly referencePd: number;
  /** Index in the schema's variables of each column of contributions: every variable that the model uses. */
  readonly explainedVariables: readonly number[];
  /** PDs and warning bits of any number of applicants. */
  score(table: ApplicantTable): Predictions;
  /** The same in one pass with what each explained variable adds to the log-odds of bad. */
  explain(table: ApplicantTable): Explanations;
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
  const reference = readReferenceApplicant(bundle);
  const predictor = await createPredictor({
    schema,
    encoder,
    calibration,
    network: { 'model.json': bundle.file('model.json'), 'weights.bin': bundle.file('weights.bin') },
  });
  try {
    checkSmoke(bundle.json('smoke.json', SmokeVectors), schema, predictor);
    const explainer = predictor.explainAgainst(reference);
    return {
      manifest,
      schema,
      scale,
      reference,
      referencePd: predictor.predict(applicantsFromJson([reference], schema)).pd[0]!,
      explainedVariables: explainer.variables,
      score: predictor.predict,
      explain: explainer.explain,
      dispose() {
        explainer.dispose();
        predictor.dispose();
      },
    };
  } catch (error) {
    predictor.dispose();
    throw error;
  }
}
