import type { ApplicationSchema, Variable } from '@bora/contracts';
import { variableReader } from '../validation/variable-reader.ts';
import { fieldsOf } from './fields.ts';
import type { FileLayout } from './file-layout.ts';
import { FileLayoutError } from './file-layout-error.ts';
import { assignHeader, excludedNames, normaliseName, variablesByName } from './header.ts';

export const maximumColumns = 1000;

/** The first record cut by one delimiter. */
interface Cut {
  readonly delimiter: FileLayout['delimiter'];
  readonly names: readonly string[];
  /** How many fields are names of the schema. */
  readonly matches: number;
}

/**
 * Says how to read a file from its first record (without line break and byte order mark): a header in any
 * order with any of four delimiters, or the schema's published layout, with or without its label column.
 *
 * Throws `FileLayoutError`.
 */
export function detectLayout(firstRecord: Uint8Array, schema: ApplicationSchema): FileLayout {
  const record = new TextDecoder().decode(firstRecord);
  if (record.trim() === '') {
    throw new FileLayoutError({
      code: 'empty-file',
      columns: [],
      describe: () => 'The file holds no rows. Upload a file with applicants.',
    });
  }
  const cuts = cutsOf(record, schema);
  const best = cuts.reduce((left, right) => (right.matches > left.matches ? right : left));
  if (isHeader(best, schema)) return headerLayout(best, schema);
  // Prose has spaces too: they only count where the published file has them.
  const likely = cuts.filter(({ delimiter }) => delimiter !== ' ' || delimiter === schema.file.delimiter);
  refuseTooMany(Math.max(...likely.map(({ names }) => names.length)));
  return publishedLayout(record, schema);
}

function cutsOf(record: string, schema: ApplicationSchema): Cut[] {
  const known = new Set([...variablesByName(schema).keys(), ...excludedNames(schema)]);
  return (['\t', ',', ';', ' '] as const).map((delimiter) => {
    const names = (fieldsOf(record, delimiter, '"') ?? []).map((name) => name.trim());
    return { delimiter, names, matches: names.filter((name) => known.has(normaliseName(name))).length };
  });
}

/** More than half the names of the file, or half of those it must have: no row of values looks like that. */
function isHeader({ names, matches }: Cut, schema: ApplicationSchema): boolean {
  const required = schema.variables.filter((variable) => variable.required).length;
  return matches > 0 && (matches * 2 > names.length || matches * 2 >= required);
}

function headerLayout({ delimiter, names }: Cut, schema: ApplicationSchema): FileLayout {
  refuseTooMany(names.length);
  const variables = assignHeader(names, schema);
  const ignoredColumns = variables.flatMap((variable, column) => {
    if (variable === null) return [names[column] || `column ${column + 1}`];
    return schema.variables[variable]!.kind === 'label' ? [names[column]!] : [];
  });
  return { delimiter, quote: '"', header: true, fieldCount: names.length, variables, ignoredColumns };
}

function publishedLayout(record: string, schema: ApplicationSchema): FileLayout {
  const { delimiter, quote, header } = schema.file;
  const fields = fieldsOf(record, delimiter, quote) ?? [];
  const all = publishedColumns(schema);
  const unlabelled = all.filter((index) => index === null || schema.variables[index]!.kind !== 'label');
  const variables = [all, unlabelled].find((candidate) => candidate.length === fields.length);
  if (header || variables === undefined || !looksLikeApplicant(fields, variables, schema)) {
    throw new FileLayoutError({
      code: 'unrecognised-file',
      columns: [],
      describe: () => unrecognised(schema),
    });
  }
  const labels = schema.variables.filter(({ kind }) => kind === 'label');
  const ignored = variables === all ? [...labels, ...schema.excluded] : schema.excluded;
  return {
    delimiter,
    quote,
    header: false,
    fieldCount: fields.length,
    variables,
    ignoredColumns: ignored.map(({ name }) => name),
  };
}

/** The variable of each column of the published file, `null` where the schema excludes it. */
function publishedColumns(schema: ApplicationSchema): (number | null)[] {
  return [
    ...schema.variables.map(({ position }, index) => ({ position, index })),
    ...schema.excluded.map(({ position }) => ({ position, index: null })),
  ]
    .sort((a, b) => a.position - b.position)
    .map(({ index }) => index);
}

/** At least half of the values that can be checked are what their column holds: not a header with other names. */
function looksLikeApplicant(
  fields: readonly string[],
  variables: readonly (number | null)[],
  schema: ApplicationSchema,
): boolean {
  let readable = 0;
  let wrong = 0;
  for (const [column, index] of variables.entries()) {
    const variable = index === null ? undefined : schema.variables[index];
    if (!variable || !isCheckable(variable)) continue;
    const { text, warning } = variableReader(variable, schema.file)(fields[column]!);
    if (warning === 'unreadable-value' || warning === 'unknown-category') wrong += 1;
    else if (text !== '') readable += 1;
  }
  return readable >= wrong;
}

function isCheckable(variable: Variable): boolean {
  if (variable.kind === 'category' || variable.kind === 'place') return !variable.open && !!variable.values;
  return variable.kind !== 'id';
}

function refuseTooMany(columnCount: number): void {
  if (columnCount <= maximumColumns) return;
  throw new FileLayoutError({
    code: 'too-many-columns',
    columns: [],
    describe: () =>
      `The file has ${columnCount} columns, more than ${maximumColumns}. Keep only those of the schema.`,
  });
}

function unrecognised(schema: ApplicationSchema): string {
  const published = schema.file.header
    ? ''
    : `, or send the published layout: ${schema.variables.length + schema.excluded.length} fields in order, without a header`;
  return (
    `The first row is not a header with the columns of the schema ${schema.id}. ` +
    `Put a header with the variable names first${published}.`
  );
}
