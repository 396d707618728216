import { ApplicationSchema } from '@bora/contracts';
import { describe, expect, test } from 'vitest';
import { FileLayout } from '../../src/file/file-layout.ts';
import { FileLayoutError, type FileLayoutErrorCode } from '../../src/file/file-layout-error.ts';
import { namesOfFirstRow } from '../../src/file/first-row.ts';
import { detectLayout } from '../../src/file/layout.ts';
import { boatSchema, boatVariable } from '../boat-schema.ts';

const layoutOf = (record: string) => detectLayout(Buffer.from(record), boatSchema);
const indices = (...names: (string | null)[]) =>
  names.map((name) => (name === null ? null : boatVariable(name)));

function refusal(record: string): { code: FileLayoutErrorCode; columns: string[]; message: string } {
  try {
    layoutOf(record);
  } catch (error) {
    if (error instanceof FileLayoutError) return error;
    throw error;
  }
  throw new Error('the layout was accepted');
}

describe('published layout', () => {
  test('a row with all fields is recognised, its label kept in the layout and named as ignored', () => {
    const layout = layoutOf('b1\t12.5\t1\tHull\tY\tfish\tNA\t0');
    expect(layout).toEqual({
      delimiter: '\t',
      quote: null,
      header: false,
      fieldCount: 8,
      variables: indices('ref', 'tons', 'rig', 'port', 'insured', 'trade', 'mate_trade', 'sunk'),
      ignoredColumns: ['sunk'],
    });
    expect(FileLayout.parse(layout)).toEqual(layout);
  });

  test('a row without the label is recognised, with values missing or wrong here and there', () => {
    const layout = layoutOf('b1\t\t7\tHull\tN\tfish\t');
    expect(layout).toMatchObject({ header: false, fieldCount: 7, ignoredColumns: [] });
    expect(layout.variables).not.toContain(boatVariable('sunk'));
  });

  test('another number of fields, or words where numbers and codes belong, is refused without a word of it', () => {
    const records = [
      'b1\t12.5\t1\tHull\tY',
      'b1,12.5,1,Hull,Y,fish,NA,0',
      'secret one\tsecret two\tsecret three\tx\ty\tz\tsecret\tw',
    ];
    for (const record of records) {
      const { code, columns, message } = refusal(record);
      expect({ code, columns }).toEqual({ code: 'unrecognised-file', columns: [] });
      expect(message).not.toMatch(/secret|Hull|12\.5/);
    }
  });
});

describe('a row of values that lacks a column of the published layout, or has one too many', () => {
  test.each([
    ['b1\t12.5\t1\tHull\tY\tfish', 6],
    ['b1\t12.5\t1\tHull\tY\tfish\tNA\t0\t7', 9],
  ])('%j is refused by its number of fields and those of the layout', (record, count) => {
    const { code, columns, message } = refusal(record);
    expect({ code, columns }).toEqual({ code: 'unrecognised-file', columns: [] });
    expect(message).toContain(
      `The first row has ${count} fields; the layout without a header has 7, or 8 with the outcome.`,
    );
    expect(message).not.toMatch(/Hull|12\.5/);
    expect(namesOfFirstRow(record, boatSchema)).toEqual([]);
  });

  test('is no header of which most names are misspelt: that one is shown by its names', () => {
    const record = 'reff\ttonns\trigg\tportt\tinsuredd\ttradee';
    expect(refusal(record).message).toMatch(/^The first row is not a header .* separated by tabs: 7, or 8 /);
    expect(namesOfFirstRow(record, boatSchema)).toEqual(record.split('\t'));
  });

  test('of a schema without an outcome has one number of fields to be of', () => {
    const schema = { ...boatSchema, variables: boatSchema.variables.filter(({ kind }) => kind !== 'label') };
    const record = Buffer.from('b1\t12.5\t1\tHull\tY\tfish');
    expect(() => detectLayout(record, schema)).toThrow(/has 6 fields; the layout without a header has 7\. /);
  });
});

describe('header', () => {
  test.each([['\t'], [','], [';'], [' ']])('is found in any order with the delimiter %j', (delimiter) => {
    const names = ['port', 'SUNK', ' ref', 'trade', 'insured', 'rig', 'tons'];
    expect(layoutOf(names.join(delimiter).replace('  ref', ' ref'))).toMatchObject({
      delimiter,
      quote: '"',
      header: true,
      variables: indices('port', 'sunk', 'ref', 'trade', 'insured', 'rig', 'tons'),
      ignoredColumns: ['SUNK'],
    });
  });

  test('names may be quoted, and a byte order mark before the first does not hide it', () => {
    expect(layoutOf('\ufeff"ref","tons","rig","port","insured","trade"').variables).toEqual(
      indices('ref', 'tons', 'rig', 'port', 'insured', 'trade'),
    );
  });

  test('a name that stands twice goes to its two variables in order of position', () => {
    const { variables } = layoutOf('trade,ref,tons,rig,port,insured,trade');
    expect(variables).toEqual(indices('trade', 'ref', 'tons', 'rig', 'port', 'insured', 'mate_trade'));
  });

  test('a name that stands once goes to the variable that bears it, not to one with the alias', () => {
    expect(layoutOf('ref,tons,rig,port,insured,trade').variables).not.toContain(boatVariable('mate_trade'));
    expect(layoutOf('ref,tons,rig,port,insured,trade,Second Trade').variables).toContain(
      boatVariable('mate_trade'),
    );
  });

  test('a column without a name is ignored', () => {
    const layout = layoutOf(',ref,tons,rig,port,insured,trade,');
    expect(layout.variables).toEqual(indices(null, 'ref', 'tons', 'rig', 'port', 'insured', 'trade', null));
    expect(layout.ignoredColumns).toEqual(['column 1', 'column 8']);
  });

  test('columns that no variable answers to are refused by name', () => {
    expect(refusal('ref,tons,rig,port,insured,trade,anchor,buoy')).toMatchObject({
      code: 'unknown-columns',
      columns: ['anchor', 'buoy'],
    });
  });

  test('required variables without a column are refused by name; the label and optional ones are not', () => {
    expect(refusal('ref,tons,rig')).toMatchObject({
      code: 'missing-columns',
      columns: ['port', 'insured', 'trade'],
    });
  });

  test.each([
    ['a name that stands oftener than variables answer to it', 'ref,ref,tons,rig,port,insured,trade', 'ref'],
    [
      'a variable named by name and by alias',
      'ref,tons,rig,port,insured,trade,trade,mate_trade',
      'mate_trade',
    ],
  ])('%s is refused as ambiguous', (_case, header, column) => {
    const { code, columns } = refusal(header);
    expect(code).toBe('ambiguous-header');
    expect(columns).toContain(column);
  });

  test('a required variable is missing though another one answers to its alias', () => {
    const variables = boatSchema.variables.map((one) => ({ ...one, required: one.kind !== 'label' }));
    const header = Buffer.from('ref,tons,rig,port,insured,trade');
    expect(() => detectLayout(header, { ...boatSchema, variables })).toThrow(
      /^These columns are missing: mate_trade/,
    );
  });

  test('all that is wrong with a header is said at once, each kind with its names', () => {
    const { code, columns, message } = refusal('ref,tonnes,rig,insured,insured,colour');
    expect(code).toBe('unknown-columns');
    expect(columns).toEqual(['tonnes', 'colour', 'insured', 'insured', 'tons', 'port', 'trade']);
    expect(message).toMatch(/no variable for these columns: tonnes, colour\. /);
    expect(message).toMatch(/not clear which variables these columns hold: insured, insured\. /);
    expect(message).toMatch(/missing: tons, port, trade\. /);
  });

  test('at most 20 names of at most 100 characters are repeated', () => {
    const known = boatSchema.variables.map(({ name }) => name);
    const unknown = Array.from({ length: 25 }, (_, index) => `${index}-${'x'.repeat(200)}`);
    const { columns, message } = refusal([...known, ...unknown].join(','));
    expect(columns).toHaveLength(20);
    expect(Math.max(...columns.map((name) => name.length))).toBe(100);
    expect(message).toContain('and 5 more');
  });
});

describe('columns that the schema excludes', () => {
  const schema = ApplicationSchema.parse({
    ...boatSchema,
    variables: boatSchema.variables.map((variable) => ({
      ...variable,
      position: variable.position + (variable.position > 2 ? 1 : 0),
    })),
    excluded: [
      { name: 'salvage', position: 3, because: 'outcome' },
      { name: 'Premium', position: 10, because: 'lender-decision' },
    ],
  });

  test('may stand in a header, are of no variable and are named as ignored; without them it is as good', () => {
    const header = ['premium', 'ref', 'tons', 'rig', 'port', 'insured', 'trade', 'salvage'];
    expect(detectLayout(Buffer.from(header.join(',')), schema)).toMatchObject({
      variables: [null, ...indices('ref', 'tons', 'rig', 'port', 'insured', 'trade'), null],
      ignoredColumns: ['premium', 'salvage'],
    });
    const without = detectLayout(Buffer.from(header.slice(1, -1).join(',')), schema);
    expect(without.ignoredColumns).toEqual([]);
  });

  test('have their places in the published layout', () => {
    const labelled = detectLayout(Buffer.from('b1\t12.5\t99\t1\tHull\tY\tfish\tNA\t0\t7'), schema);
    expect(labelled.variables).toEqual([
      ...indices('ref', 'tons', null, 'rig', 'port', 'insured', 'trade', 'mate_trade', 'sunk'),
      null,
    ]);
    expect(labelled.ignoredColumns).toEqual(['sunk', 'salvage', 'Premium']);
    const unlabelled = detectLayout(Buffer.from('b1\t12.5\t99\t1\tHull\tY\tfish\tNA\t7'), schema);
    expect(unlabelled.variables).toHaveLength(9);
    expect(unlabelled.variables).not.toContain(boatVariable('sunk'));
  });
});

test('more than a thousand columns are refused, with known names or without', () => {
  const known = boatSchema.variables.map(({ name }) => name).join(',');
  expect(refusal(`${known}${',x'.repeat(10_000)}`)).toMatchObject({ code: 'too-many-columns', columns: [] });
  expect(refusal(`a${';x'.repeat(10_000)}`)).toMatchObject({ code: 'too-many-columns', columns: [] });
});

test('a file without a row is refused as empty', () => {
  expect(refusal('').code).toBe('empty-file');
  expect(refusal('  \t ').code).toBe('empty-file');
});
