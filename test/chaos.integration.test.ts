import { expect, test } from 'vitest';
import { runChaos } from './chaos/run-chaos.ts';

test('five small runs, each with a fault of its own, lose, double and forget nothing', {
  timeout: 600_000,
}, async () => {
  const { runs } = await runChaos({ seeds: [1, 2, 3, 4, 5], isQuick: true, say: console.log });
  expect(runs.map(({ faults }) => faults.map(({ fault }) => fault))).toEqual([
    ['worker-killed'],
    ['redis-killed'],
    ['api-killed'],
    ['job-twice'],
    ['post-twice'],
  ]);
  expect(runs.flatMap(({ seed, violations }) => violations.map((what) => `seed ${seed}: ${what}`))).toEqual(
    [],
  );
  expect(runs.every(({ rows, singles }) => rows > 0 && singles > 0)).toBe(true);
});
