import type { ApplicationSchema } from '@bora/contracts';
import { csvField } from '@bora/features';
import type { ApplicantGenerator } from './applicant-generator.ts';

export interface SyntheticFileSettings {
  readonly rows: number;
  /** With the label column. */
  readonly label: boolean;
  /** `header`: CSV with names; `published`: as the schema says that its data set is published. */
  readonly layout: 'header' | 'published';
}

const rowsPerPiece = 1_000;

/** The lines of a synthetic file in pieces of up to 1,000 rows: memory does not grow with the file. */
export function* syntheticFile(
  schema: ApplicationSchema,
  generator: ApplicantGenerator,
  { rows, label, layout }: SyntheticFileSettings,
): Generator<{ text: string; rows: number }> {
  const isPublished = layout === 'published';
  const columns = columnsOf(schema, { label, excluded: isPublished });
  const delimiter = isPublished ? schema.file.delimiter : ',';
  const missing = isPublished ? (schema.file.missing[0] ?? '') : '';
  const field = isPublished ? (value: string) => plainField(value, delimiter) : csvField;
  const hasHeader = isPublished ? schema.file.header : true;
  if (hasHeader) yield { text: `${columns.map(({ name }) => field(name)).join(delimiter)}\n`, rows: 0 };

  const line = new Array<string>(columns.length);
  for (let written = 0; written < rows; written += rowsPerPiece) {
    const count = Math.min(rowsPerPiece, rows - written);
    let text = '';
    for (let row = 0; row < count; row += 1) {
      const { values } = generator.next();
      for (const [column, { index }] of columns.entries()) {
        const value = index === null ? '' : values[index]!;
        line[column] = value === '' ? missing : field(value);
      }
      text += `${line.join(delimiter)}\n`;
    }
    yield { text, rows: count };
  }
}

/** In order of position; a published file has the columns that the schema excludes, and here they are empty. */
function columnsOf(
  schema: ApplicationSchema,
  wanted: { label: boolean; excluded: boolean },
): { name: string; index: number | null }[] {
  const variables = schema.variables
    .map(({ name, position, kind }, index) => ({ name, position, index, kind }))
    .filter(({ kind }) => wanted.label || kind !== 'label');
  const excluded = wanted.excluded ? schema.excluded.map((column) => ({ ...column, index: null })) : [];
  return [...variables, ...excluded].sort((a, b) => a.position - b.position);
}

/** Published files have no quotation marks: a value cannot hold the delimiter. */
function plainField(value: string, delimiter: string): string {
  return value.includes(delimiter) ? value.trim().replaceAll(delimiter, '-') : value;
}
