import { ApplicationSchema } from '@bora/contracts';
import { describe, expect, it } from 'vitest';
import { knownValues } from '../src/features/person/known-values.ts';
import { readPastedRow } from '../src/features/person/read-pasted-row.ts';
import { checkFile } from '../src/features/score-file/check-file.ts';
import { firstRecord } from '../src/features/score-file/first-record.ts';

const schema = ApplicationSchema.parse({
  id: 'boats',
  version: 1,
  title: 'Boats',
  description: 'Invented',
  file: { delimiter: '\t', header: false, quote: null, missing: ['NULL'] },
  groups: [{ id: 'all', label: 'All' }],
  variables: [
    { name: 'BOAT_ID', label: 'Boat', group: 'all', kind: 'id', position: 1 },
    { name: 'MAST_HEIGHT', label: 'Mast', group: 'all', kind: 'number', position: 2, reason: 'Mast' },
    {
      name: 'SAIL_COLOUR',
      label: 'Sail',
      group: 'all',
      kind: 'category',
      position: 3,
      values: { R: 'Red' },
      reason: 'Sail',
    },
    {
      name: 'SANK',
      label: 'Sank',
      group: 'all',
      kind: 'label',
      position: 4,
      yes: ['1'],
      no: ['0'],
      required: false,
    },
  ],
  derived: [{ name: 'mast', speaksFor: 'MAST_HEIGHT', kind: 'number', of: 'MAST_HEIGHT', scale: 'identity' }],
});
const check = (text: string) => checkFile(new Blob([text]), schema);
const states = (columns: readonly { name: string; state: string }[]) =>
  columns.map(({ name, state }) => `${name} ${state}`);

describe('the check of a file before it is sent', () => {
  it('takes a header in any order and says what each column is', async () => {
    const result = await check('sail_colour;BOAT_ID;Mast_Height;SANK;\nR;1;7;0;\n');
    expect(result.kind).toBe('ready');
    expect(states(result.columns)).toEqual([
      'sail_colour used',
      'BOAT_ID used',
      'Mast_Height used',
      'SANK ignored',
      ' ignored',
    ]);
  });

  it('says of random bytes that they are none, by what the name promises', async () => {
    const bytes = new Uint8Array(2_000).map((_, index) => (index * 7919 + 3) % 256);
    const workbook = await checkFile(new File([bytes], 'june.XLSX'), schema);
    expect(workbook).toMatchObject({ kind: 'refused', columns: [] });
    expect(workbook.kind === 'refused' && workbook.message).toMatch(/named like a workbook and is none/);
    const other = await checkFile(new File([bytes], 'june.csv'), schema);
    expect(other.kind === 'refused' && other.message).toMatch(/neither text nor an XLSX workbook/);
    // Text under the name of a workbook is read as what it is.
    expect(await checkFile(new File(['1\t7\tR\n'], 'june.xlsx'), schema)).toMatchObject({ kind: 'ready' });
  });

  it('says of a workbook of the old Excel format what it is and what to save it as', async () => {
    const bytes = Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0, 0x3e]);
    const old = await checkFile(new File([bytes], 'june.xls'), schema);
    expect(old).toMatchObject({ kind: 'refused', columns: [] });
    expect(old.kind === 'refused' && old.message).toMatch(/old Excel format .* save it as \.xlsx, or as CSV/);
    const locked = await checkFile(new File([bytes], 'june.xlsx'), schema);
    expect(locked.kind === 'refused' && locked.message).toMatch(
      /^The workbook has a password, or is of the old/,
    );
  });

  it('does not take a header alone for a file that can be scored, whatever blank lines follow', async () => {
    for (const end of ['', '\n', '\r\n\r\n']) {
      const result = await check(`BOAT_ID,MAST_HEIGHT,SAIL_COLOUR${end}`);
      expect(result).toMatchObject({ kind: 'refused', message: expect.stringContaining('no applicants') });
      expect(states(result.columns)).toContain('BOAT_ID used');
    }
    expect(await check('BOAT_ID,MAST_HEIGHT,SAIL_COLOUR\n1,7,R')).toMatchObject({ kind: 'ready' });
  });

  it('does not call a header alone empty where more of the file is not yet read', async () => {
    const header = 'BOAT_ID,MAST_HEIGHT,SAIL_COLOUR\n';
    expect(await check(`${header}${'\n'.repeat(300_000)}1,7,R`)).toMatchObject({ kind: 'ready' });
  });

  it('takes the published layout without a header', async () => {
    expect(await check('1\t7\tR\n')).toMatchObject({ kind: 'ready', columns: [], layout: { header: false } });
  });

  it.each([
    ['a header with the column', 'BOAT_ID,MAST_HEIGHT,SAIL_COLOUR,SANK\n1,7,R,0\n', 'Sank'],
    ['a header without it', 'BOAT_ID,MAST_HEIGHT,SAIL_COLOUR\n1,7,R\n', null],
    ['the published layout with it', '1\t7\tR\t0\n', 'Sank'],
    ['the published layout without it', '1\t7\tR\n', null],
  ])('says of %s whether the file holds outcomes', async (_, text, outcome) => {
    expect(await check(text)).toMatchObject({ kind: 'ready', outcome });
  });

  it('shows no value of a row without header that lacks a column as the name of one', async () => {
    expect(await check('1\t7\n')).toEqual({
      kind: 'refused',
      message: expect.stringContaining('2 fields; the layout without a header has 3, or 4 with the outcome'),
      columns: [],
    });
  });

  it('names a misspelt column with the one that was meant, and what is missing', async () => {
    const result = await check('BOAT_ID,MAST_HIGHT,SAIL_COLOUR\n');
    expect(result).toMatchObject({ kind: 'refused', message: expect.stringContaining('MAST_HIGHT') });
    expect(result.columns[0]).toEqual({ name: 'MAST_HIGHT', state: 'unknown', meaning: 'MAST_HEIGHT' });
    expect(states(result.columns)).toContain('MAST_HEIGHT missing');
  });

  it('refuses a column that stands twice', async () => {
    const result = await check('BOAT_ID,MAST_HEIGHT,MAST_HEIGHT,SAIL_COLOUR\n');
    expect(result.kind).toBe('refused');
    expect(states(result.columns)).toContain('MAST_HEIGHT repeated');
  });

  it('leaves a workbook to the api', async () => {
    expect(await check('PK\x03\x04')).toEqual({ kind: 'workbook', columns: [] });
  });

  it('refuses an empty file', async () => {
    expect(await check('')).toMatchObject({ kind: 'refused' });
  });
});

describe('the first record', () => {
  const first = (text: string) => firstRecord(new TextEncoder().encode(text)).record;
  it('ends at its line break, not at one inside quotation marks', () => {
    expect(first('\r\na,"b\nc",d\r\ne')).toBe('a,"b\nc",d');
  });
  it('ends at the first line break where a quotation mark is never closed', () => {
    expect(first('a\tb"\nc\td\n')).toBe('a\tb"');
  });
  it('has no byte order mark', () => {
    expect(first('\ufeffa,b\n')).toBe('a,b');
  });
});

describe('a pasted row', () => {
  const values = { BOAT_ID: '1', MAST_HEIGHT: '7', SAIL_COLOUR: 'R' };
  it.each([
    ['with its header', 'SAIL_COLOUR\tBOAT_ID\tMAST_HEIGHT\nR\t1\t7'],
    ['with its header, with commas', 'SAIL_COLOUR,BOAT_ID,MAST_HEIGHT\nR,1,7'],
    ['in the published order', '1\t7\tR'],
    ['in the published order with its label', '1\t7\tR\t0'],
    ['in the published order, with commas', '1,7,R'],
  ])('is read %s', (_, text) => {
    expect(readPastedRow(text, schema)).toEqual({ values });
  });
  it('leaves out what is missing', () => {
    const row = readPastedRow('1\tNULL\tR', schema);
    expect(knownValues('values' in row ? row.values : {}, schema)).toEqual({
      BOAT_ID: '1',
      SAIL_COLOUR: 'R',
    });
  });
  it.each([
    ['', 'no-row'],
    ['BOAT_ID,MAST_HEIGHT,SAIL_COLOUR', 'no-row'],
    ['BOAT_ID\tMAST_HEIGHT\tSAIL_COLOUR\n1\t7', 'fields'],
    ['some words', 'layout'],
  ])('%j is said to be wrong: %s', (text, problem) => {
    expect(readPastedRow(text, schema)).toEqual({ problem });
  });
});
