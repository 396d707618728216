import { type Application, type Variable, warningBit, warningsOf } from '@bora/contracts';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import type { ApplicantTable } from '../../src/applicant-table.ts';
import { openApplicantFile } from '../../src/file/applicant-file.ts';
import { detectLayout } from '../../src/file/layout.ts';
import { applicantsFromJson } from '../../src/validation/applicant-from-json.ts';
import { parseApplicants } from '../../src/validation/parse-applicants.ts';
import { boatSchema, boatVariable } from '../boat-schema.ts';

const header = 'ref,tons,rig,port,insured,trade\n';
const layout = detectLayout(Buffer.from(header.trim()), boatSchema);

function parse(text: string | Uint8Array, position = { firstRow: 1, firstLine: 1 }) {
  return parseApplicants(Buffer.from(text), layout, boatSchema, position);
}

function rowOf(table: ApplicantTable, row: number) {
  const values = boatSchema.variables.map(({ name, kind }, index) => {
    return [name, kind === 'number' ? table.number[index]![row] : table.text[index]![row]];
  });
  return { ...Object.fromEntries(values), warnings: warningsOf(table.warnings[row]!) };
}

describe('parsed applicants', () => {
  test('values stand in columns in the order of the schema, and columns that the file lacks are missing', () => {
    const { table, rejects } = parse('b1,12.5,1,Hull,Y,fish\nb2,,NA,,N,\n', {
      firstRow: 101,
      firstLine: 200,
    });
    expect(rejects).toEqual([]);
    expect(table.rowCount).toBe(2);
    expect(table.applicantId).toEqual(['b1', 'b2']);
    expect([...table.row]).toEqual([101, 102]);
    expect(rowOf(table, 0)).toEqual({
      ref: 'b1',
      tons: 12.5,
      rig: '1',
      port: 'Hull',
      insured: 'Y',
      trade: 'fish',
      mate_trade: '',
      sunk: '',
      warnings: [],
    });
    expect(rowOf(table, 1)).toMatchObject({ tons: Number.NaN, rig: '', port: '', insured: 'N', trade: '' });
  });

  test('each kind of trouble is one warning of its row, and the row is kept', () => {
    const bytes = Buffer.concat([
      Buffer.from('b1,heavy,9,Hull,Y,fish\nb2,-5,1,Hu'),
      Buffer.from([0xac]),
      Buffer.from('ll,perhaps,#REF!\nb3,1,1,Hull,Y,fish\n'),
    ]);
    const { table, rejects } = parse(bytes);
    expect(rejects).toEqual([]);
    expect(rowOf(table, 0).warnings).toEqual(['unreadable-value', 'unknown-category']);
    expect(rowOf(table, 1)).toMatchObject({
      tons: -5,
      port: '',
      insured: '',
      trade: '',
      warnings: ['unreadable-value', 'invalid-encoding', 'out-of-bounds'],
    });
    expect(table.warnings[2]).toBe(0);
  });

  test('a record with a wrong number of fields is rejected alone, with row, line and count', () => {
    const { table, rejects } = parse('b1,1,1,Hull,Y,fish\n\nb2,1,1\nb3,1,1,Hull,Y,fish\n', {
      firstRow: 11,
      firstLine: 21,
    });
    expect(table.applicantId).toEqual(['b1', 'b3']);
    expect([...table.row]).toEqual([11, 13]);
    expect(rejects).toEqual([
      { row: 12, line: 23, code: 'wrong-field-count', column: null, given: '3', allowed: '6 fields' },
    ]);
  });

  test('a quotation mark that swallows lines is rejected with the lines that it swallowed', () => {
    const { table, rejects } = parse('b1,"1,1\nb2,1,1\nb3,1",1,Hull\nb4,1,1,Hull,Y,fish\n');
    expect(table.applicantId).toEqual(['b4']);
    expect(rejects).toMatchObject([{ row: 1, line: 1, given: '4 (lines 1 to 3)' }]);
    expect([...table.row]).toEqual([2]);
  });

  test('a misplaced quotation mark rejects its record and no other', () => {
    const { table, rejects } = parse('b1,1,1,"Hu"ll",Y,fish\nb2,1,1,Hull,Y,fish\n');
    expect(table.applicantId).toEqual(['b2']);
    expect(rejects).toMatchObject([
      { row: 1, code: 'wrong-field-count', given: expect.stringContaining('quotation') },
    ]);
  });

  test('a record without an id is rejected, and nothing of it reaches the next row', () => {
    const unreadable = `#REF!${' '.repeat(200)}`;
    const { table, rejects } = parse(
      `,heavy,1,Hull,Y,fish\n${unreadable},1,1,Hull,Y,fish\nb3,1,1,Hull,Y,fish\n`,
    );
    expect(rejects).toMatchObject([
      { row: 1, line: 1, code: 'missing-id', column: 'Reference', given: '' },
      { row: 2, line: 2, code: 'missing-id', column: 'Reference', given: '#REF!' },
    ]);
    expect(table.applicantId).toEqual(['b3']);
    expect(table.warnings[0]).toBe(0);
  });

  test('an id of more than 1,000 characters rejects its row, saying what is allowed', () => {
    const { table, rejects } = parse(
      `${'b'.repeat(1001)},1,1,Hull,Y,fish\n${'b'.repeat(1000)},1,1,Hull,Y,\n`,
    );
    expect(rejects).toMatchObject([
      { row: 1, code: 'missing-id', allowed: 'at most 1,000 characters', given: 'b'.repeat(100) },
    ]);
    expect(table.applicantId).toEqual(['b'.repeat(1000)]);
  });

  test('a rejected value is cut to 100 characters', () => {
    const { rejects } = parse(`\ufffd${'x'.repeat(500)},1,1,Hull,Y,fish\n`);
    expect(rejects[0]!.given).toHaveLength(100);
  });

  test('an id that stands twice makes two rows', () => {
    expect(parse('b1,1,1,Hull,Y,fish\nb1,2,1,Hull,Y,fish\n').table.applicantId).toEqual(['b1', 'b1']);
  });

  test('a chunk reads like the same lines of the whole file', () => {
    const rows = Array.from(
      { length: 300 },
      (_, index) => `b${index},${index},1,"Hull ""${index % 7}""",Y,fish\n`,
    );
    const whole = parse(rows.join('')).table;
    const chunk = parse(rows.slice(100, 200).join(''), { firstRow: 101, firstLine: 101 }).table;
    expect(chunk.text).toEqual(whole.text.map((column) => column.slice(100, 200)));
    expect([...chunk.row]).toEqual([...whole.row.slice(100, 200)]);
  });

  test('the label never reaches the table', () => {
    const text = 'ref,sunk,tons,rig,port,insured,trade\nb1,1,1,1,Hull,Y,fish\n';
    const file = openApplicantFile(Buffer.from(text), boatSchema);
    const { table } = parseApplicants(file.records, file.layout, boatSchema, { firstRow: 1, firstLine: 2 });
    expect(table.text[boatVariable('sunk')]).toEqual(['']);
    expect(table.warnings[0]! & warningBit('unknown-category')).toBe(0);
  });
});

describe('round trip', () => {
  const given = (variable: Variable) => {
    const codes = [...Object.keys(variable.values ?? {}), ...(variable.yes ?? []), ...(variable.no ?? [])];
    const anything = fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0'));
    const number = fc.double({ noNaN: true, noDefaultInfinity: true });
    if (variable.kind === 'id')
      return fc.string({ unit: 'grapheme-ascii', minLength: 1 }).map((text) => `b${text}`);
    if (variable.kind === 'number') return fc.oneof(number, anything, fc.constant('NA'));
    return fc.oneof(fc.constantFrom('NA', 'XX', '2.0', '#N/A', ...codes), anything);
  };
  const predictors = boatSchema.variables.filter(({ kind }) => kind !== 'label');
  const application = fc.record(
    Object.fromEntries(predictors.map((variable) => [variable.name, given(variable)])),
  );

  test.each([[','], [';'], ['\t'], [' ']])(
    'a file written with the delimiter %j gives exactly the values that the same applications give as JSON',
    (delimiter) => {
      fc.assert(
        fc.property(fc.array(application, { minLength: 1, maxLength: 5 }), fc.boolean(), (rows, quotes) => {
          const applications = rows as Application[];
          const columns = predictors.map(({ name }) => name);
          const text = Papa.unparse({ fields: columns, data: rows }, { delimiter, quotes, newline: '\n' });
          const file = openApplicantFile(Buffer.from(text), boatSchema);
          const parsed = parseApplicants(file.records, file.layout, boatSchema, {
            firstRow: 1,
            firstLine: 2,
          });
          expect(parsed.rejects).toEqual([]);
          expect(parsed.table).toEqual(applicantsFromJson(applications, boatSchema));
        }),
        { numRuns: 300 },
      );
    },
  );
});
