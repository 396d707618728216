import type { ScorecardBundle } from '@bora/bundle';
import type { ApplicationSchema, PointsScale } from '@bora/contracts';
import { type ApplicantTable, applicantsFromJson } from '@bora/features';
import { type AppliedScorecard, applyScorecard, type Scorecard } from '@bora/scorecard';
import { Reference } from '../training/reference.ts';
import type { Predictor } from './predictor.ts';
import type { Scorer } from './scorer.ts';
import { checkSmoke, SmokeVectors } from './smoke-test.ts';

/** Why applicants score as they do. */
export interface ScorecardContributions {
  /** Index in the schema's variables of each column. */
  readonly variables: readonly number[];
  /**
   * Log-odds of bad against the bundle's reference applicant, row-major, rows × variables: a row's sum is the
   * difference of the two logits, and −factor times each is a whole number of points.
   */
  readonly contributions: Float32Array;
}

export interface ScorecardScorer extends Scorer {
  contributions(table: ApplicantTable): ScorecardContributions;
}

/**
 * Loads a scorecard and lets it score its smoke vectors; no backend is needed.
 * @throws SmokeTestFailedError when it does not score them as it did in training
 */
export function loadScorecardScorer(bundle: ScorecardBundle): ScorecardScorer {
  const { manifest, schema, scale, scorecard } = bundle;
  const predictor = createScorecardPredictor(scorecard, schema, scale);
  checkSmoke(bundle.json('smoke.json', SmokeVectors), schema, predictor);
  const { applicant } = bundle.json('reference.json', Reference);
  const contributions = contributionsAgainst(
    applicantsFromJson([applicant], schema),
    applyScorecard(scorecard, schema, scale),
  );
  const variables = scorecard.characteristics.map(({ variable: name }) =>
    schema.variables.findIndex((variable) => variable.name === name),
  );
  return {
    manifest,
    schema,
    scale,
    score: predictor.predict,
    contributions: (table) => ({ variables, contributions: contributions(table) }),
    dispose: predictor.dispose,
  };
}

/** @param reference one applicant */
function contributionsAgainst(
  reference: ApplicantTable,
  { bins, logOddsByVariable }: AppliedScorecard,
): (table: ApplicantTable) => Float32Array {
  const ofReference = logOddsByVariable(bins(reference));
  return (table) =>
    Float32Array.from(
      logOddsByVariable(bins(table)),
      (logOdds, cell) => logOdds - ofReference[cell % ofReference.length]!,
    );
}

/** PDs of a scorecard: those of base points and the points of every attribute, added up. */
export function createScorecardPredictor(
  scorecard: Scorecard,
  schema: ApplicationSchema,
  scale: PointsScale,
): Predictor {
  const applied = applyScorecard(scorecard, schema, scale);
  return {
    predict(table) {
      const bins = applied.bins(table);
      const warnings = applied.warnings(table, bins);
      return {
        pd: applied.points(bins).map(applied.pd),
        warnings: warnings.map((bits, row) => bits | table.warnings[row]!),
      };
    },
    dispose() {},
  };
}
