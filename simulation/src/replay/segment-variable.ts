import type { ApplicationSchema } from '@bora/contracts';
import { ScenarioError } from '../scenario/scenario-error.ts';

/**
 * Index in `schema.variables` of a variable that applicants can be segmented by.
 * @throws ScenarioError `unknown-segment`, or `unusable-segment` of the id and the label
 */
export function segmentVariable(name: string, schema: ApplicationSchema): number {
  const index = schema.variables.findIndex((variable) => variable.name === name);
  const kind = schema.variables[index]?.kind;
  if (kind === undefined) {
    throw new ScenarioError(
      'unknown-segment',
      `The schema ${schema.id} has no variable ${name} to segment by.`,
    );
  }
  if (kind === 'id' || kind === 'label') {
    throw new ScenarioError('unusable-segment', `${name} is the ${kind}: segment by another variable.`);
  }
  return index;
}
