import { expect, it } from 'vitest';
import { preferredWaitSeconds } from '../src/scores/prefer-wait.ts';

it.each([
  [undefined, 0],
  ['', 0],
  ['wait=5', 5],
  ['WAIT = "7"', 7],
  ['respond-async, wait=10', 10],
  ['wait=3; foo', 3],
  ['wait=600', 30],
  ['wait=-1', 0],
  ['wait=abc', 0],
  ['await=5', 0],
])('Prefer: %s waits %i seconds', (header, seconds) => {
  expect(preferredWaitSeconds(header)).toBe(seconds);
});
