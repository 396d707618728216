import type { ApplicationSchema } from '@bora/contracts';
import { isMissing } from './is-missing.ts';
import type { FormValues } from './score-application.ts';

/** Values of variables that the schema has and a person fills in; a mark for a missing one is none. */
export function knownValues(values: FormValues, schema: ApplicationSchema): FormValues {
  const given = schema.variables.flatMap((variable) => {
    const value = values[variable.name] ?? '';
    if (variable.kind === 'label' || isMissing(value, variable, schema.file)) return [];
    return [[variable.name, value]];
  });
  return Object.fromEntries(given);
}
