import { expect, it } from 'vitest';
import { createTurns } from '../src/limits/turns.ts';

it('tasks never overlap, keep their order and their results, and a failure holds up nobody', async () => {
  const inTurn = createTurns();
  const running = new Set<number>();
  const begun: number[] = [];
  const task = (number: number) => async () => {
    begun.push(number);
    running.add(number);
    expect(running.size).toBe(1);
    await new Promise((resolve) => setImmediate(resolve));
    running.delete(number);
    if (number === 1) throw new Error('it failed');
    return number * 10;
  };
  const results = await Promise.allSettled([0, 1, 2, 3].map((number) => inTurn(task(number))));
  expect(begun).toEqual([0, 1, 2, 3]);
  expect(results.map((result) => (result.status === 'fulfilled' ? result.value : 'failed'))).toEqual([
    0,
    'failed',
    20,
    30,
  ]);
});
