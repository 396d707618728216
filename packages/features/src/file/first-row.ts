import type { ApplicationSchema } from '@bora/contracts';
import { fieldsOf } from './fields.ts';
import type { FileLayout } from './file-layout.ts';
import { excludedNames, normaliseName, variablesByName } from './header.ts';

/** A first record cut by one delimiter. */
export interface Cut {
  readonly delimiter: FileLayout['delimiter'];
  readonly names: readonly string[];
  /** How many fields are names of the schema. */
  readonly matches: number;
}

const number = /^[+-]?\d+(?:[.,]\d+)*$/;
/** Of a row of values, a name of the schema is a coincidence. */
const namesAmongValues = 0.1;

/** The first record cut by each of the delimiters that a file may have. */
export function cutsOf(record: string, schema: ApplicationSchema): Cut[] {
  const known = new Set([...variablesByName(schema).keys(), ...excludedNames(schema)]);
  return (['\t', ',', ';', ' '] as const).map((delimiter) => {
    const names = (fieldsOf(record, delimiter, '"') ?? []).map((name) => name.trim());
    return { delimiter, names, matches: names.filter((name) => known.has(normaliseName(name))).length };
  });
}

/** The cuts by delimiters that are likely. Prose has spaces too: they only count where the published file has them. */
export function likelyCuts(cuts: readonly Cut[], schema: ApplicationSchema): Cut[] {
  return cuts.filter(({ delimiter }) => delimiter !== ' ' || delimiter === schema.file.delimiter);
}

/** More than half the names of the file, or half of those it must have: no row of values looks like that. */
export function isHeader({ names, matches }: Cut, schema: ApplicationSchema): boolean {
  const required = schema.variables.filter((variable) => variable.required).length;
  return matches > 0 && (matches * 2 > names.length || matches * 2 >= required);
}

/** Hardly a field is a name of the schema and one at least is a number: an applicant, whatever the columns are. */
export function isRowOfValues({ names, matches }: Cut): boolean {
  return matches <= names.length * namesAmongValues && names.some((name) => number.test(name));
}

/**
 * The names that a first record may mean as a header, cut by the likeliest delimiter, however few of them the schema
 * knows; none where it is a row of values, which nobody is to be shown as names.
 */
export function namesOfFirstRow(record: string, schema: ApplicationSchema): readonly string[] {
  const best = likelyCuts(cutsOf(record, schema), schema).reduce((left, right) =>
    right.matches > left.matches || (right.matches === left.matches && right.names.length > left.names.length)
      ? right
      : left,
  );
  return isRowOfValues(best) ? [] : best.names;
}
