import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { waitUntil } from '@bora/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { spreadsheetText } from '../src/spreadsheet/spreadsheet-text.ts';
import { watchChild } from '../src/spreadsheet/watched-child.ts';
import { workbook, workbookWithSheet } from './support/workbooks.ts';

const { execPath } = process;
afterEach(() => {
  process.execPath = execPath;
});

async function textOf(file: Buffer): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of spreadsheetText(file)) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

it('a machine without a process to spare refuses the workbook, and reads the next one', async () => {
  const file = await workbook([['a', 1]]);
  process.execPath = '/nowhere/node';
  await expect(textOf(file)).rejects.toMatchObject({ code: 'overloaded' });
  process.execPath = execPath;
  expect(await textOf(file)).toBe('a,1\n');
});

describe('a workbook whose rows and cells do not all say where they stand', () => {
  const start = '<worksheet><sheetData>';
  const text = (value: string, attributes = '') =>
    `<c t="inlineStr"${attributes}><is><t>${value}</t></is></c>`;

  it.each([
    [
      'no row and no cell',
      `<row>${text('a')}${text('b')}</row><row><c><v>1</v></c><c><v>2</v></c></row>`,
      'a,b\n1,2\n',
    ],
    [
      'some cells',
      `<row r="1">${text('a')}${text('b')}${text('c')}</row><row r="3"><c><v>1</v></c><c r="C3"><v>3</v></c></row>`,
      'a,b,c\n\n1,,3\n',
    ],
    ['a cell after one that does', `<row>${text('a', ' r="B1"')}${text('b')}</row>`, ',a,b\n'],
    ['cells that are empty', `<row>${text('a')}<c/>${text('b')}</row>`, 'a,,b\n'],
    ['names with a prefix', `<c:row><c:c><c:v>1</c:v></c:c><c:c><c:v>2</c:v></c:c></c:row>`, '1,2\n'],
    ['comments that look like cells', `<row>${text('a')}<!-- <c/> -->${text('b')}</row>`, 'a,b\n'],
    [
      'an attribute that looks like the end of a tag',
      `<row><c q="a>b"><v>1</v></c><c><v>2</v></c></row>`,
      '1,2\n',
    ],
    ['more than 26 columns', `<row>${'<c><v>1</v></c>'.repeat(28)}</row>`, `${Array(28).fill('1').join()}\n`],
  ])('is read as it stands: %s', async (_what, rows, csv) => {
    expect(await textOf(await workbookWithSheet(`${start}${rows}</sheetData></worksheet>`))).toBe(csv);
  });

  it('is read within the limits of any other', async () => {
    const row = `<row>${'<c><v>12345</v></c>'.repeat(54)}</row>`;
    const file = await workbookWithSheet(`${start}${row.repeat(5_000)}</sheetData></worksheet>`);
    expect((await textOf(file)).split('\n')).toHaveLength(5_001);
  });
});

it('the time that a conversion waits for whoever reads it does not count', async () => {
  const idle = () => spawn(execPath, ['-e', 'setInterval(() => {}, 1e6)'], { stdio: 'ignore' });
  const [held, free] = [idle(), idle()];
  const limits = { residentBytes: Number.POSITIVE_INFINITY, timeoutMs: 100 };
  const heldWatch = watchChild(held, limits);
  heldWatch.hold();
  const freeWatch = watchChild(free, { ...limits, timeoutMs: 300 });
  await waitUntil(() => freeWatch.exceeded, { what: 'the free one to be killed' });
  expect(heldWatch.exceeded).toBe(false);
  heldWatch.release();
  await Promise.all([
    once(held, 'close'),
    waitUntil(() => heldWatch.exceeded, { what: 'the held one to end' }),
  ]);
  heldWatch.stop();
  freeWatch.stop();
});
