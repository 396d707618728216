import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TemporaryDirectory, temporaryDirectory } from '@bora/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runProgram } from '../src/program.ts';
import { memoryTerminal } from './memory-terminal.ts';

let folder: TemporaryDirectory;
let input: string;
let out: string;
beforeEach(async () => {
  folder = await temporaryDirectory();
  input = join(folder.path, 'barges.csv');
  out = join(folder.path, 'kept.csv');
});
afterEach(() => folder.remove());

async function filter(text: string, ...where: string[]) {
  await writeFile(input, text);
  const terminal = memoryTerminal();
  const conditions = where.flatMap((condition) => ['--where', condition]);
  const code = await runProgram(['data', 'filter', input, ...conditions, '--out', out], terminal);
  const kept = existsSync(out) ? await readFile(out, 'utf8') : null;
  return { code, out: terminal.out, err: terminal.err, kept };
}

const barges = 'name,built,tons\nMaas,1999-12-31,9\nRhine,2000-01-01,10\nLek,2010-06-05,100\nWaal,,\n';

describe('rows that meet a condition are kept', () => {
  test.each([
    ['tons<=10', ['Maas', 'Rhine']],
    ['tons<10', ['Maas']],
    ['tons>9.5', ['Rhine', 'Lek']],
    ['tons=1e1', ['Rhine']],
    ['tons!=10', ['Maas', 'Lek']],
    ['built<2000-01-01', ['Maas']],
    ['built>=2000-01-01', ['Rhine', 'Lek']],
    ['name = Waal', ['Waal']],
    ['name!=Waal', ['Maas', 'Rhine', 'Lek']],
  ])('%s', async (where, names) => {
    const { code, kept, out: said } = await filter(barges, where);
    expect(code).toBe(0);
    expect(kept?.split('\n').map((line) => line.split(',')[0])).toEqual(['name', ...names, '']);
    expect(said).toContain(`${names.length} of 4 rows`);
  });

  test('when all of several hold', async () => {
    const { kept } = await filter(barges, 'built>=2000-01-01', 'tons<50');
    expect(kept).toBe('name,built,tons\nRhine,2000-01-01,10\n');
  });
});

test('rows are kept as they stand: quoted delimiters, line breaks and marks, whatever pieces the file comes in', async () => {
  const odd = '"Maas ""II"", Rotterdam\nNL";7;ü\r\n';
  const filler = Array.from({ length: 60_000 }, (_, row) => `barge ${row};${row % 3 === 0 ? 7 : 8};x\n`).join(
    '',
  );
  const { kept } = await filter(`name;class;note\n${odd}${filler}${odd}`, 'class=7');
  const rows = filler.split('\n').filter((line) => line.includes(';7;'));
  const plain = odd.replace('\r', '');
  expect(kept).toBe(`name;class;note\n${plain}${rows.join('\n')}\n${plain}`);
});

describe('refused, and nothing written:', () => {
  test.each([
    [barges, ['wide=1'], /no column wide/],
    ['a,b,a\n1,2,3\n', ['a=1'], /column a stands twice/],
    ['name,tons\nMaas,9\nRhine\n', ['tons>1'], /Line 3 has 1 fields, the header 2 fields/],
    [barges, ['tons>1000'], /No row of .* meets the conditions/],
    [barges, ['tons'], /Write a column, one of/],
    [barges, ['tons<>5'], /Write a column, one of/],
  ])('%#', async (text, where, message) => {
    const { code, err, kept } = await filter(text, ...where);
    expect(code).not.toBe(0);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/Rhine|Maas/);
    expect(kept).toBeNull();
  });

  test('the input named as output', async () => {
    out = input;
    const { code, err, kept } = await filter(barges, 'tons>9');
    expect(code).toBe(1);
    expect(err).toMatch(/read or written already/);
    expect(kept).toBe(barges);
  });
});
