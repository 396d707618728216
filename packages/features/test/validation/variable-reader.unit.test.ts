import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normaliseText } from '../../src/encoding/key-text.ts';
import { readNumber } from '../../src/validation/read-number.ts';
import { variableReader } from '../../src/validation/variable-reader.ts';
import { boatSchema, boatVariable } from '../boat-schema.ts';

function read(name: string, given: string) {
  return variableReader(boatSchema.variables[boatVariable(name)]!, boatSchema.file)(given);
}

const missing = { text: '', number: Number.NaN, warning: null };
const unreadable = { ...missing, warning: 'unreadable-value' };

describe('number', () => {
  test.each([
    ['12.5', 12.5],
    [' +3 ', 3],
    ['.5', 0.5],
    ['7.', 7],
    ['1e2', 100],
  ])('%j is %d', (given, number) => {
    expect(read('tons', given)).toEqual({ text: given.trim(), number, warning: null });
  });

  test.each([
    'twelve',
    '1,5',
    '1.000,5',
    '0x10',
    'Infinity',
    '-Infinity',
    'NaN',
    '1e309',
    '1 2',
    '--1',
    'e5',
    '.',
  ])('%j cannot be read and counts as missing', (given) => {
    expect(read('tons', given)).toEqual(unreadable);
  });

  test('a number out of bounds is kept with a warning, however large', () => {
    expect(read('tons', '-1')).toEqual({ text: '-1', number: -1, warning: 'out-of-bounds' });
    expect(read('tons', '900')).toMatchObject({ warning: null });
    expect(read('tons', '1e308')).toEqual({ text: '1e308', number: 1e308, warning: 'out-of-bounds' });
  });

  test('every finite number that JavaScript writes is read back as itself', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        expect(readNumber(String(number))).toBe(Object.is(number, -0) ? 0 : number);
      }),
    );
  });
});

describe('codes', () => {
  test('a listed code is read as itself', () => {
    expect(read('rig', ' K ')).toEqual({ ...missing, text: 'K' });
  });

  test('a code outside the list is kept with a warning, unless the list is open or there is none', () => {
    expect(read('rig', 'Z')).toEqual({ ...missing, text: 'Z', warning: 'unknown-category' });
    expect(read('trade', 'Z')).toEqual({ ...missing, text: 'Z' });
    expect(read('port', 'Z')).toEqual({ ...missing, text: 'Z' });
  });

  test('a whole number with decimal zeros is the whole number, and leading zeros stay', () => {
    expect(read('rig', '2.0')).toEqual({ ...missing, text: '2' });
    expect(read('trade', '012.00')).toEqual({ ...missing, text: '012' });
    expect(read('rig', '02')).toMatchObject({ text: '02', warning: 'unknown-category' });
  });

  test('a flag that is neither yes nor no cannot be read', () => {
    expect(read('insured', 'Y')).toEqual({ ...missing, text: 'Y' });
    expect(read('insured', 'N')).toEqual({ ...missing, text: 'N' });
    expect(read('insured', 'maybe')).toEqual(unreadable);
  });
});

test.each(['tons', 'rig', 'port', 'insured', 'trade', 'ref'])(
  '%s: blank and the missing code are missing',
  (name) => {
    for (const given of ['', '   ', '\u00a0', 'NA', ' NA ']) expect(read(name, given)).toEqual(missing);
  },
);

test('a missing code of one variable is missing there only', () => {
  expect(read('rig', 'XX')).toEqual(missing);
  expect(read('trade', 'XX')).toEqual({ ...missing, text: 'XX' });
});

test.each(['tons', 'rig', 'port', 'insured', 'trade', 'ref'])(
  '%s: a spreadsheet error counts as missing with a warning',
  (name) => {
    for (const given of ['#DIV/0!', '#REF!', '#N/A', '#name?']) expect(read(name, given)).toEqual(unreadable);
  },
);

test.each(['tons', 'rig', 'port', 'insured', 'trade', 'ref'])(
  '%s: a value with bytes that are not UTF-8 counts as missing with a warning of its own',
  (name) => {
    expect(read(name, 'Hu\ufffdll')).toEqual({ ...missing, warning: 'invalid-encoding' });
  },
);

test.each(['tons', 'rig', 'port', 'insured', 'trade', 'ref'])(
  '%s: more than 1,000 characters cannot be read, however they are padded, as JSON may not hold them',
  (name) => {
    const value = name === 'insured' ? 'Y' : '1';
    expect(read(name, value.padEnd(1001))).toEqual(unreadable);
    expect(read(name, value.padEnd(1000))).toEqual(read(name, value));
    expect(read(name, value).text).toBe(value);
  },
);

describe('a value that fills a whole record is read within 50 ms', () => {
  const length = 250_000;
  const hostile = {
    'digits that are no number': `${'9'.repeat(length)}x`,
    'digits after a point': `1.${'0'.repeat(length)}x`,
    'combining marks': `a${'\u0301\u0316'.repeat(length / 2)}`,
    blanks: `1${' '.repeat(length)}x`,
  };
  test.each(Object.entries(hostile))('%s', (_name, value) => {
    for (const variable of boatSchema.variables) {
      expect(fastestMs(() => normaliseText(read(variable.name, value).text))).toBeLessThan(50);
    }
  });

  test('as a number, by itself', () => {
    for (const value of Object.values(hostile)) {
      expect(readNumber(value)).toBe(null);
      expect(fastestMs(() => readNumber(value))).toBeLessThan(50);
    }
  });
});

/** Of three times: what else the machine does may stop any of them. */
function fastestMs(work: () => unknown): number {
  const times = [1, 2, 3].map(() => {
    const startedAtMs = performance.now();
    work();
    return performance.now() - startedAtMs;
  });
  return Math.min(...times);
}
