import type { ApplicationSchema, Variable } from '@bora/contracts';
import { variableReader } from '@bora/features/browser';

/** Whether the model reads a value as nothing given, and finds nothing odd about that: empty, or a mark of the schema. */
export function isMissing(value: string, variable: Variable, file: ApplicationSchema['file']): boolean {
  const { text, warning } = variableReader(variable, file)(value);
  return text === '' && warning === null;
}
