import { expect, test } from 'vitest';
import { sayLeftOut } from '../src/segment/segment-table.ts';

test('rows that were left out are said in words, not in codes, and a reason without rows not at all', () => {
  expect(sayLeftOut({ 'missing-customer': 1_200, cancelled: 0, 'non-positive-price': 1 })).toBe(
    '1,200 (no customer named), 1 (no price)',
  );
  expect(sayLeftOut({ cancelled: 0 })).toBe('');
});
