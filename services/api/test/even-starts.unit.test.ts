import { expect, it } from 'vitest';
import { createEvenStarts } from '../src/limits/even-starts.ts';

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

it('what begins in one moment begins a few at a turn of the event loop, in order, and all of it', async () => {
  const { turn } = createEvenStarts(3);
  const begun: number[] = [];
  const all = Array.from({ length: 10 }, async (_, index) => {
    await turn();
    begun.push(index);
  });
  const seen: number[] = [];
  while (begun.length < 10) {
    await nextTurn();
    seen.push(begun.length);
  }
  await Promise.all(all);
  expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  for (const [index, count] of seen.entries()) expect(count - (seen[index - 1] ?? 0)).toBeLessThanOrEqual(6);
  expect(seen.length).toBeGreaterThanOrEqual(3);
});

it('what begins alone does not wait', () => {
  expect(createEvenStarts(1).turn()).toBe(undefined);
});

it('there is room again in the next turn', async () => {
  const { turn } = createEvenStarts(1);
  for (let time = 0; time < 3; time += 1) {
    expect(turn()).toBe(undefined);
    await nextTurn();
    await nextTurn();
  }
});
