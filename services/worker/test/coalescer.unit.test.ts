import { expect, test } from 'vitest';
import { createCoalescer } from '../src/jobs/coalescer.ts';

const double = (calls: number[][]) =>
  createCoalescer<number, number>(
    (question) => (question % 2 === 0 ? 'even' : 'odd'),
    async (questions) => {
      calls.push([...questions]);
      return questions.map((question) => question * 2);
    },
    3,
  );

test('questions that wait at the same moment share a call, by group, in order, up to the maximum', async () => {
  const calls: number[][] = [];
  const coalescer = double(calls);
  const answers = await Promise.all([2, 1, 4, 6, 8, 3].map((question) => coalescer.ask(question)));
  expect(answers).toEqual([4, 2, 8, 12, 16, 6]);
  expect(calls).toEqual([[2, 4, 6], [1, 3], [8]]);
});

test('what is asked while a call runs is answered by the next one', async () => {
  const calls: number[][] = [];
  const coalescer = double(calls);
  const first = coalescer.ask(2);
  await new Promise((resolve) => setImmediate(resolve));
  const second = coalescer.ask(4);
  expect(await Promise.all([first, second])).toEqual([4, 8]);
  expect(calls).toEqual([[2], [4]]);
});

test('a call that fails fails its own questions only, and the next is answered', async () => {
  const coalescer = createCoalescer<string, string>(
    (question) => question,
    async (questions) => {
      if (questions.includes('bad')) throw new Error('no');
      return questions;
    },
    10,
  );
  const [bad, good] = await Promise.allSettled([coalescer.ask('bad'), coalescer.ask('good')]);
  expect([bad?.status, good?.status]).toEqual(['rejected', 'fulfilled']);
  expect(await coalescer.ask('later')).toBe('later');
});

test('a call that answers too few questions is an error, not a question that waits for ever', async () => {
  const coalescer = createCoalescer<number, number>(
    () => '',
    async () => [],
    10,
  );
  await expect(coalescer.ask(1)).rejects.toThrow(RangeError);
});
