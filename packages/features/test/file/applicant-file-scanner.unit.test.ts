import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openApplicantFile } from '../../src/file/applicant-file.ts';
import { ApplicantFileScanner } from '../../src/file/applicant-file-scanner.ts';
import { boatSchema } from '../boat-schema.ts';

const header = '"ref",tons,rig,port,insured,trade\r\n';
const file = `\ufeff\n${header}\nb1,1,1,"New\nport",Y,fish\n\nb2,2,1,Hull,N,fish`;

function applicantsOf(text: string, pieceLengths: readonly number[] = [], maximumRecordBytes?: number) {
  const bytes = Buffer.from(text);
  const applicants: { text: string; line: number; row: number }[] = [];
  const scanner = new ApplicantFileScanner(
    boatSchema,
    (start, end, line, row) => applicants.push({ text: bytes.toString('utf8', start, end), line, row }),
    maximumRecordBytes,
  );
  const reused = Buffer.alloc(bytes.length);
  let from = 0;
  for (const length of [...pieceLengths, bytes.length]) {
    const copied = bytes.copy(reused, 0, from, from + length);
    scanner.push(reused.subarray(0, copied));
    from += copied;
  }
  scanner.end();
  return { applicants, layout: scanner.layout, rowCount: scanner.rowCount };
}

describe('applicant file scanner', () => {
  test('finds the layout, skips the header and numbers rows and lines', () => {
    const { applicants, layout, rowCount } = applicantsOf(file);
    expect(layout).toMatchObject({ delimiter: ',', header: true, fieldCount: 6 });
    expect(rowCount).toBe(2);
    expect(applicants).toEqual([
      { text: 'b1,1,1,"New\nport",Y,fish', line: 4, row: 1 },
      { text: 'b2,2,1,Hull,N,fish', line: 7, row: 2 },
    ]);
  });

  test('finds the same in any pieces, even where the caller reads into one buffer again and again', () => {
    const whole = applicantsOf(file);
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 60 }), { maxLength: 20 }), (pieces) => {
        expect(applicantsOf(file, pieces)).toEqual(whole);
      }),
    );
  });

  test('counts the first record of a published file as row 1', () => {
    const { applicants } = applicantsOf('b1\t1\t1\tHull "x\tY\tfish\t\n');
    expect(applicants).toEqual([{ text: 'b1\t1\t1\tHull "x\tY\tfish\t', line: 1, row: 1 }]);
  });

  test.each([
    ['nothing', ''],
    ['a byte order mark', '\ufeff'],
    ['blank lines', '\n\r\n\n'],
    ['a header alone', header],
    ['a header alone, without line break', header.trim()],
  ])('a file that holds %s is refused as empty', (_case, text) => {
    expect(() => applicantsOf(text)).toThrow(expect.objectContaining({ code: 'empty-file' }));
  });

  test('blank lines without end are refused before they are all held', () => {
    const scanner = new ApplicantFileScanner(boatSchema, () => undefined, 1000);
    const blank = Buffer.alloc(100_000, '\n');
    expect(() => scanner.push(blank)).toThrow(expect.objectContaining({ code: 'unrecognised-file' }));
  });

  test('a first line without end is refused before it is all held', () => {
    const scanner = new ApplicantFileScanner(boatSchema, () => undefined, 1000);
    const line = Buffer.alloc(100_000, 'x');
    expect(() => scanner.push(line)).toThrow(expect.objectContaining({ code: 'record-too-long', line: 1 }));
  });
});

test('a file in memory opens at its first applicant', () => {
  const opened = openApplicantFile(Buffer.from(file), boatSchema);
  expect(opened).toMatchObject({ firstLine: 4, rowCount: 2 });
  expect(Buffer.from(opened.records).toString()).toMatch(/^b1,.*fish$/s);
});
