import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fieldsOf } from '../../src/file/fields.ts';

test('a record without quotation marks is split at every delimiter', () => {
  expect(fieldsOf('a\t\tb\t', '\t', '"')).toEqual(['a', '', 'b', '']);
});

test('quoted fields lose their quotes, doubled ones become single', () => {
  expect(fieldsOf('"a, ""b""",c,"x\ny"', ',', '"')).toEqual(['a, "b"', 'c', 'x\ny']);
});

test('where quotes are off, quotation marks are ordinary characters', () => {
  expect(fieldsOf('"a,b",c', ',', null)).toEqual(['"a', 'b"', 'c']);
});

test('a record with a misplaced quotation mark has no fields rather than wrong ones', () => {
  expect(fieldsOf('"a"b,c",d', ',', '"')).toBeNull();
  expect(fieldsOf('"a" "b,c"', ',', '"')).toBeNull();
});

test('no record has more fields than its delimiters make, however its quotation marks stand', () => {
  const parts = fc.array(fc.constantFrom('a', ',', '"', '\n', '\r\n', '""', ' '), { maxLength: 25 });
  fc.assert(
    fc.property(parts, (text) => {
      const record = text.join('');
      expect(fieldsOf(record, ',', '"')?.length ?? 0).toBeLessThanOrEqual(record.split(',').length);
    }),
    { numRuns: 2000 },
  );
});

test('blanks behind a closing quotation mark do not count, in the last field neither', () => {
  expect(fieldsOf('"a" ,"b" ', ',', '"')).toEqual(['a', 'b']);
  expect(fieldsOf('"a" \t"b"\t', '\t', '"')).toEqual(['a', 'b', '']);
  expect(fieldsOf('"a",b" ', ',', '"')).toEqual(['a', 'b" ']);
});

test('a byte order mark is one at the start of a file only: elsewhere it is a character', () => {
  expect(fieldsOf('\ufeffa,"b"', ',', '"')).toEqual(['\ufeffa', 'b']);
});
