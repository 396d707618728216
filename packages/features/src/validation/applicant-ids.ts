import type { ApplicationSchema } from '@bora/contracts';
import { fieldsOf } from '../file/fields.ts';
import type { FileLayout } from '../file/file-layout.ts';
import { recordsIn } from '../file/records-in.ts';
import { variableReader } from './variable-reader.ts';

/**
 * The id of every record of a piece of whole records, read as that of a scored row; `''` where none can be read. In a
 * record with a wrong number of fields it is what stands at the id's place. Without a column of ids it is the row.
 *
 * @param firstRow row of the first record, from 1
 */
export function applicantIdsIn(
  bytes: Uint8Array,
  layout: FileLayout,
  schema: ApplicationSchema,
  firstRow: number,
): string[] {
  const field = layout.variables.findIndex(
    (variable) => variable !== null && schema.variables[variable]!.kind === 'id',
  );
  const records = recordsIn(bytes, layout, 1);
  if (field < 0) return records.map((_, index) => String(firstRow + index));
  const read = variableReader(schema.variables[layout.variables[field]!]!, schema.file);
  return records.map(({ text }) => {
    const given = fieldsOf(text, layout.delimiter, layout.quote)?.[field];
    return given === undefined ? '' : read(given).text;
  });
}
