import { expect, test } from 'vitest';
import { recordAt, recordsIn } from '../../src/file/records-in.ts';

const layout = { delimiter: ',', quote: '"' } as const;
const piece = Buffer.from('b1,Hull\r\n\nb2,"St.\nIves"\nb3,Rye');

test('the record at each place is the one that the whole piece has there', () => {
  const records = recordsIn(piece, layout, 7);
  expect(records).toEqual([
    { text: 'b1,Hull', line: 7 },
    { text: 'b2,"St.\nIves"', line: 9 },
    { text: 'b3,Rye', line: 11 },
  ]);
  for (const [place, { text }] of records.entries()) {
    expect(Buffer.from(recordAt(piece, layout, place)!).toString()).toBe(text);
  }
});

test('a place that the piece does not have holds no record', () => {
  for (const place of [-1, 3]) expect(recordAt(piece, layout, place)).toBe(undefined);
});
