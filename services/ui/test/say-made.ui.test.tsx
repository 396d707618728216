import { expect, test } from 'vitest';
import { sayMade, sayMoment } from '../src/shared/say-numbers.ts';

test('what was made on a day alone is said without a time, anything else with its time', () => {
  expect(sayMade('2026-11-20T00:00:00.000Z')).toBe('Nov 20, 2026');
  const moment = '2026-11-20T00:00:00.001Z';
  expect(sayMade(moment)).toBe(sayMoment(moment));
});
