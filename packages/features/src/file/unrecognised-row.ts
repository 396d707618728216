import type { ApplicationSchema } from '@bora/contracts';
import { FileLayoutError } from './file-layout-error.ts';
import { type Cut, isRowOfValues } from './first-row.ts';

/** A row with a few columns more or fewer than the layout is meant to be of it. */
const nearShare = 0.1;

/**
 * Says of a first record that is neither a header nor a row of the published layout what it lacks. `published` is the
 * record cut as the published file is; `fieldCounts` are those that the layout may have, the least first: none where
 * the published file has a header itself.
 */
export function unrecognisedRow(
  published: Cut,
  fieldCounts: readonly number[],
  schema: ApplicationSchema,
): FileLayoutError {
  const found = published.names.length;
  const isNear = fieldCounts.some((count) => Math.abs(count - found) <= Math.max(1, count * nearShare));
  const hasOther = !fieldCounts.includes(found);
  const sentence =
    isNear && hasOther && isRowOfValues(published)
      ? `The first row has ${found} fields; the layout without a header has ${sayCounts(fieldCounts)}. ` +
        'Send all of its columns in order, or put a header with the variable names first.'
      : noHeader(fieldCounts, schema);
  return new FileLayoutError({ code: 'unrecognised-file', columns: [], describe: () => sentence });
}

function noHeader(fieldCounts: readonly number[], schema: ApplicationSchema): string {
  const layout =
    fieldCounts.length === 0
      ? ''
      : ` or, without a header, all columns of the published layout in order, ` +
        `separated by ${delimiterWords[schema.file.delimiter]}: ${sayCounts(fieldCounts)}`;
  return (
    `The first row is not a header with the columns of the schema ${schema.id}. ` +
    `Put a header with the variable names first${layout}.`
  );
}

const delimiterWords = { '\t': 'tabs', ',': 'commas', ';': 'semicolons', ' ': 'spaces' } as const;

const sayCounts = ([least, labelled]: readonly number[]) =>
  labelled === undefined ? String(least) : `${least}, or ${labelled} with the outcome`;
