import type { ScorecardBundle } from '@bora/bundle';
import type { ApplicationSchema, PointsScale } from '@bora/contracts';
import { type ApplicantTable, applicantsFromJson } from '@bora/features';
import { type AppliedScorecard, applyScorecard, type Scorecard } from '@bora/scorecard';
import type { Predictor } from './predictor.ts';
import { readReferenceApplicant } from './reference-applicant-of.ts';
import type { Scorer } from './scorer.ts';
import { checkSmoke, SmokeVectors } from './smoke-test.ts';

/**
 * Loads a scorecard and lets it score its smoke vectors; no backend is needed.
 * @throws SmokeTestFailedError when it does not score them as it did in training
 */
export function loadScorecardScorer(bundle: ScorecardBundle): Scorer {
  const { manifest, schema, scale, scorecard } = bundle;
  const predictor = createScorecardPredictor(scorecard, schema, scale);
  checkSmoke(bundle.json('smoke.json', SmokeVectors), schema, predictor);
  const reference = readReferenceApplicant(bundle);
  const referenceTable = applicantsFromJson([reference], schema);
  const contributions = contributionsAgainst(referenceTable, applyScorecard(scorecard, schema, scale));
  return {
    manifest,
    schema,
    scale,
    reference,
    referencePd: predictor.predict(referenceTable).pd[0]!,
    explainedVariables: scorecard.characteristics.map(({ variable: name }) =>
      schema.variables.findIndex((variable) => variable.name === name),
    ),
    score: predictor.predict,
    explain: (table) => ({ ...predictor.predict(table), contributions: contributions(table) }),
    dispose: predictor.dispose,
  };
}

/**
 * Log-odds of bad against a reference applicant, row-major, rows × characteristics: −factor times each is a whole
 * number of points.
 * @param reference one applicant
 */
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
): Pick<Predictor, 'predict' | 'dispose'> {
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
