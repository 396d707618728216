import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { fieldsOf } from '../../src/file/fields.ts';
import {
  BinaryFileError,
  RecordTooLongError,
  UnclosedQuoteError,
  UnsupportedEncodingError,
} from '../../src/file/file-errors.ts';
import { scannedRecords } from './scanned-records.ts';

const csv = { delimiter: ',', quote: '"' } as const;
const plain = { delimiter: ',', quote: null } as const;
const splits = fc.array(fc.nat({ max: 7 }), { maxLength: 30 });

function outcome(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return String(error);
  }
}

describe('record scanner', () => {
  test('any split of the stream gives the same records, lines and errors', () => {
    const bytes = fc
      .array(fc.constantFrom(...['a', 'é', ',', '"', '\n', '\r', '\r\n', '"",', '\ufeff', '\0']), {
        maxLength: 40,
      })
      .map((parts) => Buffer.from(parts.join('')));
    const settings = fc.constantFrom(
      csv,
      plain,
      { ...csv, maximumRecordBytes: 5 },
      { ...plain, maximumRecordBytes: 5 },
    );
    fc.assert(
      fc.property(bytes, settings, splits, (text, setting, pieces) => {
        const whole = outcome(() => scannedRecords(text, setting));
        expect(outcome(() => scannedRecords(text, setting, pieces))).toEqual(whole);
      }),
      { numRuns: 2000 },
    );
  });

  test('records and their fields agree with papaparse on well-formed CSV with quotes and line breaks', () => {
    const field = fc
      .array(fc.constantFrom('a', 'é', ' ', ',', '"', '\n', '\r\n', '\r'), { maxLength: 6 })
      .map((parts) => parts.join(''));
    const table = fc.array(fc.array(field, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 8 });
    const newlines = fc.constantFrom('\n', '\r\n');
    fc.assert(
      fc.property(table, newlines, fc.boolean(), splits, (rows, newline, quotes, pieces) => {
        const text = Papa.unparse(rows, { newline, quotes });
        const records = scannedRecords(text, csv, pieces);
        expect(records.map((record) => fieldsOf(record.text, ',', '"'))).toEqual(rows);
        expect(Papa.parse(text, { newline, delimiter: ',' }).data).toEqual(rows);
      }),
      { numRuns: 1000 },
    );
  });

  test('each record tells the line on which it begins, whatever line breaks stand in quotes', () => {
    expect(scannedRecords('a,"x\ny"\r\n\r\nb,"z\r\n\r\nz"\nc', csv)).toEqual([
      { text: 'a,"x\ny"', line: 1 },
      { text: 'b,"z\r\n\r\nz"', line: 4 },
      { text: 'c', line: 7 },
    ]);
  });

  test('a blank line is no record but counts as a line, and the last record needs no line break', () => {
    expect(scannedRecords('\n\r\na\n\nb', plain)).toEqual([
      { text: 'a', line: 3 },
      { text: 'b', line: 5 },
    ]);
    expect(scannedRecords('', plain)).toEqual([]);
  });

  test('a lone carriage return is data', () => {
    expect(scannedRecords('a\rb\nc', plain).map(({ text }) => text)).toEqual(['a\rb', 'c']);
  });

  test('a quotation mark opens only at the start of a field, and nowhere where quotes are off', () => {
    expect(scannedRecords('5" pipe,b\nc,"d\n', { ...csv, quote: null }).map(({ text }) => text)).toEqual([
      '5" pipe,b',
      'c,"d',
    ]);
    expect(scannedRecords('5" pipe,b\nc\n', csv).map(({ text }) => text)).toEqual(['5" pipe,b', 'c']);
  });

  test('a UTF-8 byte order mark is skipped at the start of a file and nowhere else', () => {
    expect(scannedRecords('\ufeff"a\nb"\n', csv, [1, 1])).toEqual([{ text: '"a\nb"', line: 1 }]);
    expect(scannedRecords('\ufeffa\n', { ...csv, isFileStart: false })).toEqual([
      { text: '\ufeffa', line: 1 },
    ]);
  });

  test('a UTF-16 file is refused by its byte order mark, not as binary', () => {
    const littleEndian = Buffer.from('\ufeffa,b\n', 'utf16le');
    expect(() => scannedRecords(littleEndian, csv)).toThrow(UnsupportedEncodingError);
    expect(() => scannedRecords(Buffer.from(littleEndian).swap16(), csv, [1])).toThrow(
      UnsupportedEncodingError,
    );
  });

  test('a NUL byte is refused with its line', () => {
    expect(() => scannedRecords('a\nb\0c\n', csv)).toThrow(expect.objectContaining({ line: 2 }));
    expect(() => scannedRecords('a\nb\0c\n', csv)).toThrow(BinaryFileError);
  });

  test('a compressed file is refused with the advice to unpack it', () => {
    const compressed = new Uint8Array(gzipSync('a\nb\n'));
    expect(() => scannedRecords(compressed, csv)).toThrow(/Unpack it first/);
  });

  test('a record of the greatest length passes, one byte more is refused with the line where it begins', () => {
    const limited = { ...csv, maximumRecordBytes: 4 };
    expect(scannedRecords('a\r\nbbbb\r\n', limited)).toHaveLength(2);
    expect(() => scannedRecords('a\r\nbbbbb\r\n', limited)).toThrow(RecordTooLongError);
    expect(() => scannedRecords('a\n"b\nb\nb\nb', limited)).toThrow(expect.objectContaining({ line: 2 }));
  });

  test('a quotation mark that is never closed is refused with the line where its record begins', () => {
    expect(() => scannedRecords('a,b\nc,"d\ne,f\n', csv)).toThrow(UnclosedQuoteError);
    expect(() => scannedRecords('a,b\nc,"d\ne,f\n', csv)).toThrow(expect.objectContaining({ line: 2 }));
  });
});
