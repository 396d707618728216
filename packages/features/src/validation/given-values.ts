import type { ApplicationSchema } from '@bora/contracts';
import { fieldsOf } from '../file/fields.ts';
import type { FileLayout } from '../file/file-layout.ts';

/**
 * The values of one record as they were given, untrimmed, by variable name; variables without a column and the
 * label are absent. Of a rejected record it shows what can be told apart.
 */
export function givenValues(
  record: Uint8Array,
  layout: FileLayout,
  schema: ApplicationSchema,
): Record<string, string> {
  const fields = fieldsOf(new TextDecoder().decode(record), layout.delimiter, layout.quote) ?? [];
  const given = layout.variables.flatMap((index, field) => {
    const variable = index === null ? undefined : schema.variables[index];
    const value = fields[field];
    return variable && variable.kind !== 'label' && value !== undefined
      ? [[variable.name, value] as const]
      : [];
  });
  return Object.fromEntries(given);
}
