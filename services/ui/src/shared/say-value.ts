import type { Variable } from '@bora/contracts';
import { texts } from './texts.ts';

/**
 * The given code with what it means, where the schema knows; a code that means missing is none.
 *
 * @param missing codes that mean so for every variable of the schema.
 */
export function sayValue(
  given: string | number | boolean | null | undefined,
  variable: Variable,
  missing: readonly string[] = [],
): string {
  if (typeof given === 'boolean') return given ? texts.yes : texts.no;
  const text = String(given ?? '').trim();
  if (text === '') return texts.none;
  if (variable.yes?.includes(text)) return texts.yes;
  if (variable.no?.includes(text)) return texts.no;
  const meaning = variable.values?.[text];
  if (meaning) return meaning.includes(text) ? meaning : `${meaning} (${text})`;
  if (missing.includes(text) || variable.missing.includes(text)) return texts.none;
  return variable.unit ? texts.withUnit(text, variable.unit) : text;
}
