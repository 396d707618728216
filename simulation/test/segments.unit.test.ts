import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type CodedValues,
  type Segmentation,
  segmentByCode,
  segmentByNumber,
  segmentTitle,
} from '../src/replay/segments.ts';

function coded(texts: readonly string[]): CodedValues {
  const values = [...new Set(texts)];
  return { values, codes: Uint32Array.from(texts, (text) => values.indexOf(text)) };
}

function sizesOf({ segments, segmentOf }: Segmentation): [string, number][] {
  return segments.map((name, segment) => [
    segmentTitle(name),
    segmentOf.filter((one) => one === segment).length,
  ]);
}

test('every applicant is in exactly one segment, whatever the values', () => {
  const numbers = fc.array(fc.oneof(fc.integer({ min: 0, max: 8 }), fc.double({ noNaN: false })), {
    minLength: 1,
  });
  fc.assert(
    fc.property(numbers, (values) => {
      const ofNumbers = segmentByNumber('wage', Float64Array.from(values));
      const ofCodes = segmentByCode('town', coded(values.map(String)));
      for (const segmentation of [ofNumbers, ofCodes]) {
        const sizes = sizesOf(segmentation);
        expect(sizes.reduce((sum, [, size]) => sum + size, 0)).toBe(values.length);
        for (const [, size] of sizes) expect(size).toBeGreaterThan(0);
        expect(new Set(segmentation.segments.map(({ kind, name }) => `${kind} ${name}`)).size).toBe(
          sizes.length,
        );
      }
    }),
  );
});

test('a number is cut into fifths, a missing value stands apart', () => {
  const values = Float64Array.from({ length: 101 }, (_, index) => (index === 100 ? Number.NaN : index));
  expect(sizesOf(segmentByNumber('wage', values))).toEqual([
    ['up to 19', 20],
    ['up to 39', 20],
    ['up to 59', 20],
    ['up to 79', 20],
    ['above 79', 20],
    ['(missing)', 1],
  ]);
});

test('the twelve largest codes stand alone, the rest together', () => {
  const codes = Array.from({ length: 20 }, (_, code) => Array<string>(20 - code).fill(`c${code}`)).flat();
  const sizes = sizesOf(segmentByCode('town', coded([...codes, ''])));
  expect(sizes).toHaveLength(13);
  expect(sizes[0]).toEqual(['c0', 20]);
  expect(sizes[12]).toEqual(['(all others)', 8 + 7 + 6 + 5 + 4 + 3 + 2 + 1 + 1]);
});

test('codes that are called as the rest or as what is missing stay apart from both', () => {
  const many = Array.from({ length: 14 }, (_, code) => Array<string>(3).fill(`c${code}`)).flat();
  const named = ['all others', 'missing'].flatMap((code) => Array<string>(9).fill(code));
  const segmentation = segmentByCode('town', coded([...named, ...many, ...Array<string>(5).fill('')]));
  const withName = (name: string) => segmentation.segments.filter((one) => one.name === name);
  expect(withName('all others').map(({ kind }) => kind)).toEqual(['value', 'others']);
  expect(withName('missing').map(({ kind }) => kind)).toEqual(['value', 'missing']);
  const sizes = sizesOf(segmentation);
  expect(sizes).toContainEqual(['all others', 9]);
  expect(sizes).toContainEqual(['missing', 9]);
  expect(sizes).toContainEqual(['(missing)', 5]);
});
