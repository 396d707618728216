import { selectRows } from '@bora/features';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addCounts, applicantCounter, type FileCounts } from '../src/index.ts';
import { inventedSchema, reference, sampleOf } from './invented-applicants.ts';

const count = applicantCounter(inventedSchema, reference);
const { table, scores } = sampleOf(300, 9, (applicant, random) => ({
  ...applicant,
  trade: `new ${Math.floor(150 * random.uniform())}`,
  school: String(Math.floor(4 * random.uniform())),
  wage: random.uniform() < 0.2 ? '' : applicant.wage!,
}));

function countRows(rows: readonly number[]): FileCounts {
  return count(
    selectRows(table, Uint32Array.from(rows)),
    rows.map((row) => scores[row]!),
  );
}

test('however a file is cut into pieces and in whatever order they are added, the counts are those of the whole', () => {
  const pieces = fc
    .shuffledSubarray([...table.row.keys()], { minLength: table.rowCount })
    .chain((rows) => fc.tuple(fc.constant(rows), fc.integer({ min: 1, max: 120 })));
  const whole = count(table, scores);
  fc.assert(
    fc.property(pieces, ([rows, length]) => {
      const cut = Array.from({ length: Math.ceil(rows.length / length) }, (_, index) =>
        countRows(rows.slice(index * length, (index + 1) * length)),
      );
      const forwards = cut.reduce(addCounts);
      const backwards = cut.reduceRight((sum, piece) => addCounts(piece, sum));
      expect(forwards).toEqual(whole);
      expect(backwards).toEqual(whole);
    }),
    { numRuns: 30 },
  );
});

test('more distinct new texts than a code set has are counted and none is kept', () => {
  const whole = count(table, scores);
  expect(whole.variables.trade).toMatchObject({ unseen: 300, unseenCodes: null });
  expect(whole.variables.school).toMatchObject({ missing: 0, unseenCodes: expect.any(Map) });
});

test('a number without a value is missing, and one beyond the training range is outside', () => {
  const beyond = sampleOf(10, 3, (applicant) => ({ ...applicant, cards: '7', cars: '-' }));
  const { cards, cars } = count(beyond.table, beyond.scores).variables;
  expect(cards).toMatchObject({ outside: 10, minimum: 7, maximum: 7, missing: 0 });
  expect(cars).toMatchObject({ missing: 10, bins: expect.not.arrayContaining([1]) });
});
