import type { ApplicationSchema } from '@bora/contracts';
import { detectLayout, FileLayoutError, fieldsOf } from '@bora/features/browser';
import { isMissing } from './is-missing.ts';
import type { FormValues } from './score-application.ts';

/** What a pasted row gave: values by variable name, or what is wrong with it. */
export type PastedRow =
  | { readonly values: FormValues }
  | { readonly problem: 'layout' | 'no-row' | 'fields' };

/**
 * Reads a row copied from a spreadsheet or a file: with its header above it, in any order of columns, or alone in
 * the order of the published layout.
 */
export function readPastedRow(text: string, schema: ApplicationSchema): PastedRow {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const [first] = lines;
  if (first === undefined) return { problem: 'no-row' };
  const layout = layoutOf(first, schema) ?? layoutOf(tabbed(first, schema), schema);
  if (!layout) return { problem: 'layout' };
  const row = layout.header ? lines[1] : first;
  if (row === undefined) return { problem: 'no-row' };
  const isTabbed = row.includes(layout.delimiter);
  const fields = fieldsOf(isTabbed ? row : tabbed(row, schema), layout.delimiter, layout.quote);
  if (fields?.length !== layout.fieldCount) return { problem: 'fields' };
  const values = layout.variables.flatMap((index, column) => {
    const variable = index === null ? undefined : schema.variables[index];
    const value = fields[column]!.trim();
    if (!variable || variable.kind === 'label' || isMissing(value, variable, schema.file)) return [];
    return [[variable.name, value] as const];
  });
  return { values: Object.fromEntries(values) };
}

function layoutOf(record: string, schema: ApplicationSchema) {
  try {
    return detectLayout(new TextEncoder().encode(record), schema);
  } catch (error) {
    if (error instanceof FileLayoutError) return undefined;
    throw error;
  }
}

/** A row with commas as the published layout would separate it. */
function tabbed(row: string, schema: ApplicationSchema): string {
  return (fieldsOf(row, ',', '"') ?? []).join(schema.file.delimiter);
}
