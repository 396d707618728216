import { formatFigure } from '@bora/report';
import { expect, test } from 'vitest';

test.each([
  [12345.4, 'count', '12,345'],
  [-3, 'count', '−3'],
  [0.12345, 'share', '12.3 %'],
  [1, 'share', '100.0 %'],
  [0.664, 'decimal', '0.6640'],
  [-0.00001, 'decimal', '0.0000'],
  [1234.5678, 'decimal', '1,234.6'],
  [-1234.5, 'amount', '−1,235'],
  [12.5, 'amount', '12.50'],
  [33, 'plain', '33'],
  [33.27, 'plain', '33.3'],
  [1e308, 'amount', '1.00e+308'],
  [null, 'count', '–'],
  [Number.NaN, 'decimal', '–'],
  [Number.NEGATIVE_INFINITY, 'decimal', '−∞'],
] as const)('%s as %s is written %s', (value, format, written) => {
  expect(formatFigure(value, format)).toBe(written);
});
