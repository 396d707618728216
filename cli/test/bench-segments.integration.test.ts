import { expect, test } from 'vitest';
import { z } from 'zod';
import { runProgram } from '../src/program.ts';
import { memoryTerminal } from './memory-terminal.ts';

const Measured = z.object({ seconds: z.number().positive(), peakMb: z.number().positive() });

test('bora bench segments measures both sides, which find segments equally good, and how every algorithm grows', async () => {
  const terminal = memoryTerminal();
  const args = ['--rows', '2000', '--customers', '500,1000', '--rounds', '1', '--json'];
  expect(await runProgram(['bench', 'segments', ...args], terminal)).toBe(0);
  const results = z
    .object({
      file: z.object({
        bora: Measured,
        script: Measured,
        boraVsScript: z.object({ inertia: z.number() }),
      }),
      clustering: z.array(
        Measured.extend({ algorithm: z.string(), customers: z.int(), growth: z.number().nullable() }),
      ),
    })
    .parse(JSON.parse(terminal.out));
  expect(results.clustering.map(({ algorithm, customers }) => `${algorithm} ${customers}`)).toEqual([
    'kmeans 500',
    'kmeans 1000',
    'gmm 500',
    'gmm 1000',
    'dbscan 500',
    'dbscan 1000',
  ]);
  expect(results.file.boraVsScript.inertia).toBeCloseTo(1, 1);
  expect(results.clustering.map(({ growth }) => growth === null)).toEqual([1, 0, 1, 0, 1, 0].map(Boolean));
});
