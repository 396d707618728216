import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { fieldsOf } from '../../src/file/fields.ts';
import { UnclosedQuoteError } from '../../src/file/file-errors.ts';
import { scannedRecords } from './scanned-records.ts';

const carriageReturn = 13;

export interface Dialect {
  readonly delimiter: string;
  readonly quote: '"' | null;
}

/** The records of a file, each as its fields, or the reason why the whole file is refused. */
export type Reading = readonly (readonly string[])[] | 'unclosed quote';

/** What our scanner makes of a file that comes in pieces of these lengths: the texts of its records. */
function ourRecords(bytes: Buffer, dialect: Dialect, pieces: readonly number[]): string[] | 'unclosed quote' {
  try {
    return scannedRecords(bytes, dialect, pieces).map(({ text }) => text);
  } catch (error) {
    if (error instanceof UnclosedQuoteError) return 'unclosed quote';
    throw error;
  }
}

/** What csv-parse makes of it: a parser that shares no code with ours. */
function theirReading(bytes: Buffer, { delimiter, quote }: Dialect, isFileStart: boolean): Reading {
  try {
    return parse(bytes, {
      delimiter,
      quote: quote ?? false,
      escape: quote ?? null,
      record_delimiter: ['\r\n', '\n'],
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      bom: isFileStart,
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'CSV_QUOTE_NOT_CLOSED')
      return 'unclosed quote';
    throw error;
  }
}

/**
 * The record as csv-parse has to be given it. Rule 1: behind a closing quotation mark stand the delimiter or the end, else
 * the record is spoilt (null), alone; csv-parse guesses. Rule 2: blanks behind it do not count; csv-parse takes them for
 * text.
 */
function tidied(record: string, { delimiter, quote }: Dialect): string | null {
  const fields: string[] = [];
  let rest = record;
  for (;;) {
    const quoted = quote && /^"(?:[^"]|"")*"(?!")/.exec(rest)?.[0];
    const [field = ''] = quoted ? [quoted] : rest.split(delimiter, 1);
    const behind = rest.slice(field.length);
    const blanks = quoted ? behind.length - withoutBlanks(behind, delimiter).length : 0;
    rest = behind.slice(blanks);
    fields.push(field);
    if (rest === '') return fields.join(delimiter);
    if (!rest.startsWith(delimiter)) return null;
    rest = rest.slice(delimiter.length);
  }
}

function withoutBlanks(text: string, delimiter: string): string {
  let at = 0;
  while (at < text.length && text[at] !== delimiter && /\s/.test(text[at]!)) at += 1;
  return text.slice(at);
}

/** Rule 3: a carriage return that ends the file is what is left of its last line break; csv-parse takes it for data. */
function withoutLastReturn(bytes: Buffer): Buffer {
  return bytes.at(-1) === carriageReturn ? bytes.subarray(0, -1) : bytes;
}

const token = fc.constantFrom(
  ...['a', 'b', 'é', '👩', '\u00a0', ',', ';', '\t', ' ', '"', '""', '"a"', '"b\nc"', '"é\r\n"'],
  ...['\n', '\n', '\r\n', '\r\n', '\r', '\n\n', '\ufeff', '=', "'"],
);
const file = fc.array(token, { maxLength: 30 }).map((tokens) => Buffer.from(tokens.join('')));
const dialect = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', ' '),
  quote: fc.constantFrom('"' as const, '"' as const, null),
});
/** Pieces of one byte cut characters of several. */
const pieces = fc.array(fc.nat({ max: 5 }), { maxLength: 40 });

/** Holds the scanner, and the fields of its records, against csv-parse, so many times. */
export function compareWithCsvParse(runs: number, seed?: number): void {
  const property = fc.property(file, dialect, pieces, (bytes, spoken, lengths) => {
    const records = ourRecords(bytes, spoken, lengths);
    const theirs = theirReading(withoutLastReturn(bytes), spoken, true);
    if (typeof records === 'string' || typeof theirs === 'string') {
      assert.deepEqual(records, theirs);
      return;
    }
    assert.equal(records.length, theirs.length);
    for (const [index, record] of records.entries()) {
      const fields = fieldsOf(record, spoken.delimiter, spoken.quote);
      const tidy = tidied(record, spoken);
      if (tidy === null) assert.equal(fields, null);
      else if (tidy === record) assert.deepEqual(fields, theirs[index]);
      else assert.deepEqual([fields], theirReading(Buffer.from(tidy), spoken, false));
    }
  });
  fc.assert(property, { numRuns: runs, ...(seed === undefined ? {} : { seed }) });
}
