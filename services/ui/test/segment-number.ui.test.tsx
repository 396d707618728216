import { expect, it } from 'vitest';
import { segmentNumber } from '../src/features/segments/segment-colors.ts';

it('numbers a segment as the column cluster of the downloaded file does', () => {
  expect([0, 1, 12, -1].map((cluster) => segmentNumber({ cluster }))).toEqual(['0', '1', '12', '']);
});
