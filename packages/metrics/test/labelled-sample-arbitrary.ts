import fc from 'fast-check';

export interface LabelledSample {
  readonly labels: number[];
  readonly values: number[];
}

/** Up to 60 rows of both classes whose values are whole numbers in −8..8, so that ties are common. */
export function tiedRisks(): fc.Arbitrary<LabelledSample> {
  return bothClasses(fc.integer({ min: -8, max: 8 }));
}

/** Up to 60 rows of both classes with PDs in 0..1, ends included. */
export function anyPds(): fc.Arbitrary<LabelledSample> {
  return bothClasses(fc.double({ min: 0, max: 1, noNaN: true }));
}

function bothClasses(value: fc.Arbitrary<number>): fc.Arbitrary<LabelledSample> {
  return fc
    .array(fc.tuple(fc.constantFrom(0, 1), value), { minLength: 2, maxLength: 60 })
    .filter((rows) => rows.some(([label]) => label === 1) && rows.some(([label]) => label === 0))
    .map((rows) => ({ labels: rows.map(([label]) => label), values: rows.map(([, drawn]) => drawn) }));
}
