import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeCsvField } from '../../src/index.ts';

describe('a field with text from outside', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+1+1', "'+1+1"],
    ['-1+1', "'-1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['\rx', `"'\rx"`],
    ['-', "'-"],
  ])('that a spreadsheet would take for a formula (%j) becomes text', (given, cell) => {
    expect(safeCsvField(given)).toBe(cell);
  });

  it.each(['-5', '+3', '-12.75', '007'])('that is a number (%s) is left alone', (given) => {
    expect(safeCsvField(given)).toBe(given);
  });

  it('is read back by the rules of RFC 4180', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const cell = safeCsvField(text);
        const opened = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
        expect(opened === text || opened === `'${text}`).toBe(true);
        expect(cell.startsWith('"') || !/[",\r\n]/.test(cell)).toBe(true);
      }),
    );
  });
});
