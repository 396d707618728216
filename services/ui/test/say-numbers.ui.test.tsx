import { expect, it } from 'vitest';
import { sayBytes, sayPd } from '../src/shared/say-numbers.ts';

it('a probability of default below a cut-off is never shown as the cut-off itself', () => {
  const shown = [0.29951, 0.2999999, 0.3, 0.30001, 0, 1].map(sayPd);
  expect(shown).toEqual(['29.95%', '29.99%', '30.00%', '30.00%', '0.00%', '100.00%']);
});

it('bytes are counted as a person counts them', () => {
  expect([0, 1, 908, 4_200_000].map(sayBytes)).toEqual(['0 bytes', '1 byte', '908 bytes', '4.2 MB']);
});
