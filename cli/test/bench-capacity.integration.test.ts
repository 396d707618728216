import { expect, test } from 'vitest';
import { z } from 'zod';
import { runProgram } from '../src/program.ts';
import { memoryTerminal } from './memory-terminal.ts';

const bytes = z.record(z.string(), z.number().positive());

test('bora bench capacity weighs a row in every place that keeps it', async () => {
  const terminal = memoryTerminal();
  expect(await runProgram(['bench', 'capacity', '--rows', '4000', '--json'], terminal)).toBe(0);
  const results = z
    .object({
      rows: z.literal(4000),
      fileBytes: z.number(),
      waitingBytes: bytes,
      scoredBytes: bytes,
      storedBytes: z.number(),
      database: z.object({ decisions: z.number().positive(), others: z.number() }),
      processorSeconds: z.object({
        api: z.number(),
        worker: z.number().positive(),
        redis: z.number(),
        postgres: z.number().positive(),
      }),
    })
    .parse(JSON.parse(terminal.out));
  expect(results.waitingBytes.chunk).toBeGreaterThan(results.fileBytes);
  expect(results.waitingBytes.scores).toBe(undefined);
  expect(results.scoredBytes.chunk).toBe(undefined);
  expect(results.scoredBytes.scores! / results.rows).toBeLessThan(64);
  expect(results.storedBytes).toBeGreaterThan(results.fileBytes);
});

test('bora bench workers measures every number of workers on the same file', async () => {
  const terminal = memoryTerminal();
  const args = ['--workers', '1,2', '--rows', '2000', '--rounds', '1', '--json'];
  expect(await runProgram(['bench', 'workers', ...args], terminal)).toBe(0);
  const { runs } = z
    .object({ runs: z.array(z.object({ workers: z.int(), medianRowsPerSecond: z.number().positive() })) })
    .parse(JSON.parse(terminal.out));
  expect(runs.map(({ workers }) => workers)).toEqual([1, 2]);
});

test('numbers of workers that do not ascend are refused', async () => {
  const terminal = memoryTerminal();
  expect(await runProgram(['bench', 'workers', '--workers', '2,1'], terminal)).toBe(1);
  expect(terminal.err).toMatch(/from few to many/);
});
