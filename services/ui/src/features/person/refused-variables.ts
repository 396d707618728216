import { type ApplicationSchema, maximumValueLength, type Variable } from '@bora/contracts';
import type { FormValues } from './score-application.ts';

/** Whether the api takes a value at all. Whatever else is odd about one is scored, with a warning. */
export const isRefused = (value: string) => value.length > maximumValueLength;

/** Variables whose values the api would refuse, in the order of the form. */
export function refusedVariables(schema: ApplicationSchema, values: FormValues): readonly Variable[] {
  const refused = schema.variables.filter(({ name }) => isRefused(values[name] ?? ''));
  const place = ({ group }: Variable) => schema.groups.findIndex(({ id }) => id === group);
  return refused.toSorted((one, other) => place(one) - place(other));
}

/** Of the field of a variable in the form. */
export const fieldId = (name: string) => `value-of-${name}`;

/** Brings a field into the middle of the view, ready to be typed into. */
export function showField(name: string): void {
  const field = document.getElementById(fieldId(name));
  field?.scrollIntoView({ block: 'center' });
  field?.focus({ preventScroll: true });
}
