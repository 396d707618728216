import type { ApplicationSchema, Variable } from '@bora/contracts';
import { variableReader } from '../validation/variable-reader.ts';
import { fieldsOf } from './fields.ts';
import type { FileLayout } from './file-layout.ts';
import { FileLayoutError } from './file-layout-error.ts';
import { type Cut, cutsOf, isHeader, likelyCuts } from './first-row.ts';
import { assignHeader } from './header.ts';
import { unrecognisedRow } from './unrecognised-row.ts';

export const maximumColumns = 1000;

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
  refuseTooMany(Math.max(...likelyCuts(cuts, schema).map(({ names }) => names.length)));
  return publishedLayout(record, cuts, schema);
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

function publishedLayout(record: string, cuts: readonly Cut[], schema: ApplicationSchema): FileLayout {
  const { delimiter, quote, header } = schema.file;
  const fields = fieldsOf(record, delimiter, quote) ?? [];
  const all = publishedColumns(schema);
  const unlabelled = all.filter((index) => index === null || schema.variables[index]!.kind !== 'label');
  const variables = [all, unlabelled].find((candidate) => candidate.length === fields.length);
  if (header || variables === undefined || !looksLikeApplicant(fields, variables, schema)) {
    const { matches } = cuts.find((cut) => cut.delimiter === delimiter)!;
    const fieldCounts = header ? [] : [...new Set([unlabelled.length, all.length])];
    throw unrecognisedRow({ delimiter, names: fields, matches }, fieldCounts, schema);
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
