import { Scorecard, scorecardProblem } from '@bora/scorecard';
import { BundleFormatError } from './bundle-error.ts';
import type { VariableUse } from './honoured-profile.ts';
import type { BundleFiles } from './loaded-bundle.ts';

const scorecardFile = 'scorecard.json';

/** What a bundle of a scorecard holds besides. */
export interface ScorecardParts {
  readonly kind: 'scorecard';
  readonly scorecard: Scorecard;
}

/** @throws BundleFormatError when the scorecard is absent, cannot be parsed or contradicts the schema. */
export function readScorecardParts({ schema, json }: BundleFiles): ScorecardParts {
  const scorecard = json(scorecardFile, Scorecard);
  const problem = scorecardProblem(scorecard, schema);
  if (problem !== null) throw new BundleFormatError(scorecardFile, problem);
  return { kind: 'scorecard', scorecard };
}

/** The variables of the scorecard; each speaks for itself alone. */
export function scorecardUses({ scorecard }: ScorecardParts): VariableUse[] {
  return scorecard.characteristics.map(({ variable }) => ({ name: variable, variables: [variable] }));
}
