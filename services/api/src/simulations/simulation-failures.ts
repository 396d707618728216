import type { SimulationRecord } from '@bora/batch-store';
import {
  type PartedReport,
  type ReplayTotals,
  requireUsable,
  type Scenario,
  ScenarioError,
  type SimulationRun,
} from '@bora/simulation';

type Failure = NonNullable<SimulationRun['failure']>;

/** More different values of a variable to segment by are not added up here. */
export const mostValues = 10_000;

export function tooManyValues({ segment }: SimulationRecord): Failure {
  return {
    code: 'too-many-values',
    message: `${segment} has more than ${mostValues} different values: segment by another variable, or in the terminal.`,
  };
}

/** What another release has counted is not added to what this one would. */
export const otherRelease: Failure = {
  code: 'other-release',
  message: 'Another release counted parts of this simulation: start it again.',
};

/** Why rows of the file cannot be replayed, with their number; `null` where all can. */
export function unusableRows({ unusable }: ReplayTotals, { id, assumptions }: Scenario): Failure | null {
  if (unusable.unlabelled > 0) {
    return {
      code: 'unreadable-label',
      message: `${unusable.unlabelled} rows have no outcome that can be read: give or leave them out.`,
    };
  }
  try {
    requireUsable(assumptions.line, unusable, ` of the scenario ${id}`);
    return null;
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return { code: error.code, message: error.message };
  }
}

export function seenInTraining({
  seenInTraining: seen,
  againstSeenInTraining: seenByAgainst,
  applicants,
}: PartedReport): Failure {
  const second = seenByAgainst ? ` and the second model on ${seenByAgainst}` : '';
  return {
    code: 'seen-in-training',
    message:
      `The model was trained on ${seen} of these ${applicants} rows${second}, so the figures would flatter it: ` +
      'simulate a file that it has not seen, or ask with inSample to see the figures marked so.',
  };
}
