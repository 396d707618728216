import { type ApplicationSchema, maximumValueLength, type Reject } from '@bora/contracts';
import type { ApplicantTable } from '../applicant-table.ts';
import { fieldsOf } from '../file/fields.ts';
import type { FileLayout } from '../file/file-layout.ts';
import { recordsIn, type TextRecord } from '../file/records-in.ts';
import { ApplicantTableBuilder } from './applicant-table-builder.ts';

export interface ParsedApplicants {
  readonly table: ApplicantTable;
  readonly rejects: Reject[];
}

/** Where a piece of a file stands in it: row of its first record and line of its first byte, both from 1. */
export interface PiecePosition {
  readonly firstRow: number;
  readonly firstLine: number;
}

/** Sees the fields of every record that became an applicant, in order. */
export type OnAccepted = (fields: readonly string[], line: number) => void;

const maximumGivenLength = 100;

/**
 * Reads whole records of a file into columns, in order; the label, where there is one, stays out of the table.
 * A record with a wrong number of fields, or without an id that can be read, is rejected, alone; any other trouble
 * is a warning of its row, and a value of more than 1,000 characters counts as missing. Bytes that are not UTF-8 become U+FFFD, and a value that holds one counts as missing.
 *
 * Throws the errors of `RecordScanner` where the bytes are not whole records of a text file.
 */
export function parseApplicants(
  bytes: Uint8Array,
  layout: FileLayout,
  schema: ApplicationSchema,
  { firstRow, firstLine }: PiecePosition,
  onAccepted?: OnAccepted,
): ParsedApplicants {
  const records = recordsIn(bytes, layout, firstLine);
  const { idColumn, columns } = columnsToRead(layout, schema);
  const builder = new ApplicantTableBuilder(schema, records.length);
  const rejects: Reject[] = [];

  for (const [index, record] of records.entries()) {
    const row = firstRow + index;
    const fields = fieldsOf(record.text, layout.delimiter, layout.quote);
    if (fields?.length !== layout.fieldCount) {
      rejects.push(wrongFieldCount(row, record, fields?.length, layout));
      continue;
    }
    const applicantId = idColumn ? builder.set(idColumn.variable, fields[idColumn.field]!) : String(row);
    if (applicantId === '') {
      builder.reject();
      rejects.push(
        missingId(row, record, fields[idColumn!.field]!, schema.variables[idColumn!.variable]!.label),
      );
      continue;
    }
    for (const { field, variable } of columns) builder.set(variable, fields[field]!);
    builder.accept(applicantId, row);
    onAccepted?.(fields, record.line);
  }
  return { table: builder.build(), rejects };
}

interface Column {
  readonly field: number;
  readonly variable: number;
}

/** The id apart, the label and the ignored columns left out. */
function columnsToRead(
  layout: FileLayout,
  schema: ApplicationSchema,
): { idColumn: Column | undefined; columns: Column[] } {
  const all = layout.variables.flatMap((variable, field) => (variable === null ? [] : [{ field, variable }]));
  const kindOf = ({ variable }: Column) => schema.variables[variable]!.kind;
  return {
    idColumn: all.find((column) => kindOf(column) === 'id'),
    columns: all.filter((column) => kindOf(column) !== 'id' && kindOf(column) !== 'label'),
  };
}

function wrongFieldCount(
  row: number,
  { text, line }: TextRecord,
  fieldCount: number | undefined,
  layout: FileLayout,
): Reject {
  const lineBreaks = text.split('\n').length - 1;
  const extent = lineBreaks > 0 ? ` (lines ${line} to ${line + lineBreaks})` : '';
  return {
    row,
    line,
    code: 'wrong-field-count',
    column: null,
    given: `${fieldCount ?? 'a quotation mark that is not doubled'}${extent}`,
    allowed: `${layout.fieldCount} fields`,
  };
}

function missingId(row: number, { line }: TextRecord, given: string, column: string): Reject {
  const shown = given.trim().slice(0, maximumGivenLength);
  const allowed =
    given.length > maximumValueLength
      ? `at most ${maximumValueLength.toLocaleString('en')} characters`
      : 'any text that is not empty';
  return { row, line, code: 'missing-id', column, given: shown, allowed };
}
