import { expect, test } from 'vitest';
import { carriesToken } from '../src/index.ts';

const token = 't'.repeat(32);

test('the token itself opens, as a bearer', () => {
  expect(carriesToken(`Bearer ${token}`, token)).toBe(true);
  expect(carriesToken(`bearer  ${token} `, token)).toBe(true);
});

test('nothing else opens, and nothing opens where there is no token', () => {
  const headers = [
    undefined,
    '',
    'Bearer',
    'Bearer ',
    token,
    `Basic ${token}`,
    `Bearer ${token}t`,
    'Bearer t',
  ];
  for (const header of headers) expect(carriesToken(header, token)).toBe(false);
  expect(carriesToken('Bearer undefined', undefined)).toBe(false);
  expect(carriesToken(undefined, undefined)).toBe(false);
});
