import { type ApplicationSchema, variablesOf } from '@bora/contracts';
import type { EncoderState } from '@bora/features';

/**
 * Groups of variables of which one alone cannot change: places that features read in one key, such as a city and
 * its state. Every other variable is a group of its own.
 * @param variables indexes in the schema
 */
export function joinedPlaces(
  schema: ApplicationSchema,
  { features }: Pick<EncoderState, 'features'>,
  variables: readonly number[],
): number[][] {
  const isPlace = new Map(schema.variables.map(({ name, kind }) => [name, kind === 'place']));
  const joins = features
    .filter(({ feature }) => feature.kind !== 'same-value')
    .map(({ feature }) => variablesOf(feature).filter((name) => isPlace.get(name)));
  let groups = variables.map((variable) => [variable]);
  for (const join of joins) {
    const touched = groups.filter((group) => group.some((one) => join.includes(schema.variables[one]!.name)));
    if (touched.length < 2) continue;
    groups = [...groups.filter((group) => !touched.includes(group)), touched.flat()];
  }
  return groups;
}
