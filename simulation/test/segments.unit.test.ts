import fc from 'fast-check';
import { expect, test } from 'vitest';
import { segmentByCode, segmentByNumber } from '../src/replay/segments.ts';

test('every applicant is in exactly one segment, whatever the values', () => {
  const numbers = fc.array(fc.oneof(fc.integer({ min: 0, max: 8 }), fc.double({ noNaN: false })), {
    minLength: 1,
  });
  fc.assert(
    fc.property(numbers, (values) => {
      const ofNumbers = segmentByNumber('wage', Float64Array.from(values));
      const ofCodes = segmentByCode('town', values.map(String));
      for (const { segments } of [ofNumbers, ofCodes]) {
        const places = segments.flatMap((segment) => [...segment.places]);
        expect(places.sort((a, b) => a - b)).toEqual([...values.keys()]);
        expect(new Set(segments.map(({ name }) => name)).size).toBe(segments.length);
      }
    }),
  );
});

test('a number is cut into fifths, a missing value stands apart', () => {
  const values = Float64Array.from({ length: 101 }, (_, index) => (index === 100 ? Number.NaN : index));
  const { segments } = segmentByNumber('wage', values);
  expect(segments.map(({ name, places }) => [name, places.length])).toEqual([
    ['up to 19', 20],
    ['up to 39', 20],
    ['up to 59', 20],
    ['up to 79', 20],
    ['above 79', 20],
    ['missing', 1],
  ]);
});

test('the twelve largest codes stand alone, the rest together', () => {
  const codes = Array.from({ length: 20 }, (_, code) => Array<string>(20 - code).fill(`c${code}`)).flat();
  const { segments } = segmentByCode('town', [...codes, '']);
  expect(segments).toHaveLength(13);
  expect(segments[0]).toMatchObject({ name: 'c0' });
  expect(segments[12]).toMatchObject({ name: 'other' });
  expect(segments[12]!.places).toHaveLength(8 + 7 + 6 + 5 + 4 + 3 + 2 + 1 + 1);
});
