import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  Decision,
  PackedScoreError,
  packedScoreBytes,
  readPackedScore,
  type ScoreRecord,
  writePackedScore,
} from '../src/index.ts';

const records = fc.record<ScoreRecord>({
  pd: fc.double({ min: 0, max: 1, noNaN: true }),
  score: fc.integer({ min: 300, max: 850 }),
  decision: fc.constantFrom(...Decision.options),
  reasons: fc.array(
    fc.record({
      variable: fc.integer({ min: 0, max: 254 }),
      points: fc.integer({ min: -30_000, max: 0 }).map((tenths) => tenths / 10),
    }),
    { maxLength: 4 },
  ),
  warningBits: fc.integer({ min: 0, max: 0x7f }),
  rule: fc.option(fc.integer({ min: 0, max: 254 })),
});

test('a packed score reads back as it was written, wherever it stands in the bytes', () => {
  fc.assert(
    fc.property(records, fc.integer({ min: 0, max: 3 }), (record, place) => {
      const bytes = new Uint8Array(4 * packedScoreBytes);
      writePackedScore(new DataView(bytes.buffer), place * packedScoreBytes, record);
      expect(readPackedScore(bytes, place * packedScoreBytes)).toEqual(record);
    }),
  );
});

test('the layout of a packed score does not change: results in Redis outlive a deploy', () => {
  const bytes = new Uint8Array(packedScoreBytes);
  writePackedScore(new DataView(bytes.buffer), 0, {
    pd: 0.25,
    score: 519,
    decision: 'refer',
    reasons: [{ variable: 7, points: -12.5 }],
    warningBits: 5,
    rule: null,
  });
  expect(Buffer.from(bytes).toString('hex')).toBe(
    '01010702000000000000d03f0783ffff0000ff0000ff000005000000ff000000',
  );
});

test('the zeros of a row without a score, and bytes that are none, are refused by name', () => {
  const bytes = new Uint8Array(packedScoreBytes);
  expect(() => readPackedScore(bytes)).toThrow(PackedScoreError);
  expect(() => readPackedScore(bytes.subarray(1))).toThrow(PackedScoreError);
});
