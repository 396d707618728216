import type { ApplicationSchema } from '@bora/contracts';
import {
  detectLayout,
  FileError,
  type FileLayout,
  fieldsOf,
  namesOfFirstRow,
  noApplicants,
  whyNotText,
} from '@bora/features/browser';
import { type ColumnMessage, describeHeader } from './describe-header.ts';
import { firstRecord } from './first-record.ts';

/** What is known of a file before it is sent. */
export type FileCheck =
  /** A workbook, which only the api opens. */
  | { readonly kind: 'workbook'; readonly columns: readonly ColumnMessage[] }
  | {
      readonly kind: 'ready';
      readonly layout: FileLayout;
      readonly columns: readonly ColumnMessage[];
      /** Label of the column that says what became of the applicants; null where the file has none. */
      readonly outcome: string | null;
    }
  | { readonly kind: 'refused'; readonly message: string; readonly columns: readonly ColumnMessage[] };

/** As much as the api allows one record to be long. */
const checkedBytes = 256 * 1024;

/** Reads the beginning of a file and says, column by column, what the api would make of it. */
export async function checkFile(
  file: Blob & { readonly name?: string },
  schema: ApplicationSchema,
): Promise<FileCheck> {
  const bytes = new Uint8Array(await file.slice(0, checkedBytes).arrayBuffer());
  if (isZip(bytes)) return { kind: 'workbook', columns: [] };
  const why = whyNotText(bytes, file.name ?? '');
  if (why !== undefined) return { kind: 'refused', message: why, columns: [] };
  const { record, hasMore } = firstRecord(bytes);
  try {
    const layout = detectLayout(new TextEncoder().encode(record), schema);
    const names = layout.header ? (fieldsOf(record, layout.delimiter, layout.quote) ?? []) : null;
    const columns = names ? describeHeader(names, schema) : [];
    if (layout.header && !hasMore && file.size <= checkedBytes) {
      return { kind: 'refused', message: noApplicants().message, columns };
    }
    return { kind: 'ready', layout, columns, outcome: outcomeLabel(layout, schema) };
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    const names = namesOfFirstRow(record, schema);
    return {
      kind: 'refused',
      message: error.message,
      columns: names.length > 0 ? describeHeader(names, schema) : [],
    };
  }
}

function outcomeLabel({ variables }: FileLayout, schema: ApplicationSchema): string | null {
  const present = variables.flatMap((index) => (index === null ? [] : [schema.variables[index]!]));
  return present.find(({ kind }) => kind === 'label')?.label ?? null;
}

/** As every workbook begins. */
const isZip = ([first, second]: Uint8Array) => first === 0x50 && second === 0x4b;
