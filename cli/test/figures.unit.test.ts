import { expect, test } from 'vitest';
import { formatSeconds } from '../src/terminal/figures.ts';
import { markdownTable, textTable } from '../src/terminal/table.ts';

test('durations are said in the unit that fits', () => {
  expect([0.04, 9.96, 12.4, 65, 3_599, 7_384].map(formatSeconds)).toEqual([
    '0.0 s',
    '10.0 s',
    '12 s',
    '1:05 min',
    '59:59 min',
    '2:03 h',
  ]);
});

test('columns of figures stand to the right, names to the left', () => {
  expect(
    textTable(
      ['name', 'rows'],
      [
        ['a', 5],
        ['long name', '1,234'],
      ],
    ),
  ).toBe(['name        rows', 'a              5', 'long name  1,234'].join('\n'));
});

test('a Markdown table has its header and one line for each row', () => {
  expect(markdownTable(['a', 'b'], [['x', 1]])).toBe('| a | b |\n| --- | --- |\n| x | 1 |');
});
