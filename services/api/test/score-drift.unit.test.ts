import { expect, test } from 'vitest';
import { binCounts } from '../src/operations/score-drift.ts';

test('every score falls into one bin, one that equals an edge into the bin above', () => {
  expect(binCounts([300, 499, 500, 501, 549, 550, 850], [500, 550])).toEqual([2, 3, 2]);
  expect(binCounts([], [500])).toEqual([0, 0]);
});
