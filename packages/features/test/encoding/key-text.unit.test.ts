import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTextCache, normaliseText, partSeparator, partText } from '../../src/encoding/key-text.ts';

test('case, accents, and the width of blanks do not make another place', () => {
  expect(normaliseText('  São \t  Luís ')).toBe('SAO LUIS');
  expect(normaliseText('SAO LUIS')).toBe('SAO LUIS');
  expect(normaliseText('')).toBe('');
});

test('no text can hold the separator of a key', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => !normaliseText(text).includes(partSeparator)),
  );
});

test('a prefix is taken of the code filled up with zeros, and a missing code stays missing', () => {
  const firstOfThree = { variable: 'plot', first: 1, length: 3 };
  expect(partText(firstOfThree, '595')).toBe('5');
  expect(partText(firstOfThree, '23')).toBe('0');
  expect(partText(firstOfThree, '')).toBe('');
  expect(partText('plot', '23')).toBe('23');
});

test('a remembered text is what normalising it anew would give, before and after forgetting', () => {
  const cache = createTextCache();
  const texts = Array.from(
    { length: 40_000 },
    (_, index) => `café ${index % 20_000} ${'x'.repeat(index % 90)}`,
  );
  for (const text of texts) expect(cache.normalised(text)).toBe(normaliseText(text));
  cache.trim();
  expect(cache.normalised('Açaí')).toBe('ACAI');
});
